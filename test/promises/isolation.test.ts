import { expect, it } from "vitest";
import type { Behaviour } from "../support/behaviour.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const EVENTS = 30;
const HARMFUL_ENDPOINTS = 4;

const HARM: [string, Behaviour][] = [
  ["hangs", { kind: "hang" }],
  ["never ends its answer", { kind: "endless-body" }],
  ["promises a body that never comes", { kind: "headers-only" }],
  ["drops every connection", { kind: "reset" }],
  ["answers 500", { kind: "answer", status: 500 }],
];

it.each(HARM)("an endpoint that %s costs the tenant's other endpoints nothing", async (_name, behaviour) => {
  const scene = await ground.scene();
  const harmful = await scene.subscribe(() => behaviour, { timeoutSeconds: 25 });
  const healthy = await scene.subscribe();

  for (let i = 0; i < EVENTS; i++) await scene.tell({ type: "video.media.updated", of: `m${i % 5}` });
  await waitFor(
    "the healthy endpoint to have everything",
    () => healthy.receiver.deliveries.length === EVENTS,
  );

  expect(harmful.receiver.deliveries.length).toBeGreaterThan(0);
  // Each exchange with the harmful endpoint may last longer than the deadline for all of this.
  expect(healthy.receiver.deliveries.map(({ headers }) => headers["hooklane-attempt"])).toEqual(
    Array.from({ length: EVENTS }, () => "1"),
  );
});

it("all of them at once cost a healthy endpoint nothing, and none gets more requests at a time than it allows", async () => {
  const scene = await ground.scene();
  const maxInFlight = 2;
  const harmful = await Promise.all(
    HARM.map(([, behaviour]) => scene.subscribe(() => behaviour, { timeoutSeconds: 25, maxInFlight })),
  );
  const silent = harmful[HARM.findIndex(([, { kind }]) => kind === "hang")];
  const healthy = await scene.subscribe();

  const sent = Array.from({ length: EVENTS }, (_, i) =>
    scene.tell({ type: "video.media.updated", of: `m${i}` }),
  );
  await Promise.all(sent);
  await waitFor(
    "the healthy endpoint to have everything",
    () => healthy.receiver.deliveries.length === EVENTS,
  );

  expect(healthy.receiver.deliveries.map(({ headers }) => headers["hooklane-attempt"])).toEqual(
    Array.from({ length: EVENTS }, () => "1"),
  );
  // Thirty streams wanted it meanwhile, and none of its requests can have ended.
  expect(silent?.receiver.deliveries).toHaveLength(maxInFlight);
});

it("one tenant's failing endpoints cost another tenant nothing", async () => {
  const [harmful, healthy] = [await ground.scene(), await ground.scene()];
  for (let i = 0; i < HARMFUL_ENDPOINTS; i++)
    await harmful.subscribe(() => ({ kind: "hang" }), { timeoutSeconds: 25 });
  const { receiver } = await healthy.subscribe();

  for (let i = 0; i < EVENTS; i++) {
    await harmful.tell({ type: "video.media.updated", of: `m${i}` });
    await healthy.tell({ type: "video.media.updated", of: `m${i}` });
  }

  await waitFor("the healthy tenant to have everything", () => receiver.deliveries.length === EVENTS);

  expect(new Set(receiver.deliveries.map(({ headers }) => headers["hooklane-attempt"]))).toEqual(
    new Set(["1"]),
  );
});

it("a tenant cannot name a private address, in whatever spelling, where that is not allowed", async () => {
  const scene = await ground.scene();
  const urls = [
    "http://169.254.169.254/latest/meta-data",
    "http://[fe80::1]/",
    "http://2852039166/",
    "ftp://example.com/",
  ];

  const answers = await Promise.all(
    urls.map((url) => scene.api.request("POST", `/v1/tenants/${scene.tenant}/subscriptions`, { url })),
  );

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
});
