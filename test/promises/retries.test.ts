import { expect, it } from "vitest";
import type { Behaviour } from "../support/behaviour.ts";
import { OK } from "../support/receiver.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
// ±10 % by design. Late proves nothing on a busy machine; early would be wrong at any load.
const EARLIEST = 0.9;

it.concurrent("retries on the subscription's schedule, with the same id and a new timestamp and number", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe(
    (_request, seen) => (seen < 2 ? { kind: "answer", status: 500 } : OK),
    {
      retrySchedule: [2, 3],
    },
  );

  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("three attempts", () => receiver.deliveries.length === 3);

  const [first, second, third] = receiver.deliveries.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2000 * EARLIEST);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(3000 * EARLIEST);
  const headers = receiver.deliveries.map((request) => request.headers);
  expect(headers.map((one) => one["webhook-id"])).toEqual([id, id, id]);
  expect(headers.map((one) => one["hooklane-attempt"])).toEqual(["1", "2", "3"]);
  expect(new Set(headers.map((one) => one["webhook-timestamp"])).size).toBe(3);
});

it.concurrent("gives up after the last retry: the delivery has failed and its lane flows on", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(
    (request) => (request.headers["hooklane-sequence"] === "1" ? { kind: "answer", status: 500 } : OK),
    { retrySchedule: [1] },
  );

  const { id } = await scene.tell({ type: "video.media.created", of: "m1" });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the second event", () =>
    receiver.deliveries.some(({ headers }) => headers["hooklane-sequence"] === "2"),
  );
  const event = await waitFor("the record of the failure", async () => {
    const seen = await scene.api.event(scene.tenant, id);
    return seen.status === "failed" && seen;
  });

  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-sequence"])).toEqual(["1", "1", "2"]);
  expect(event.deliveries).toMatchObject([
    { subscriptionId: subscription.id, status: "failed", attemptCount: 2, position: 1 },
  ]);
  expect(receiver.deliveries.at(-1)?.headers["hooklane-position"]).toBe("2");
});

const REQUESTS_TO_WAIT: [string, () => Behaviour][] = [
  ["429 and seconds", () => ({ kind: "answer", status: 429, headers: { "retry-after": "4" } })],
  ["503 and seconds", () => ({ kind: "answer", status: 503, headers: { "retry-after": "4" } })],
  ["503 and a date", () => ({ kind: "answer", status: 503, headers: { "retry-after": inSeconds(4) } })],
];

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}

it.concurrent.each(REQUESTS_TO_WAIT)("waits as long as an endpoint asks for with %s", async (_how, busy) => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe((_request, seen) => (seen === 0 ? busy() : OK), {
    retrySchedule: [1, 1],
  });

  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("two attempts", () => receiver.deliveries.length === 2);

  const [first, second] = receiver.deliveries.map(({ at }) => at);
  // To the second, as the header counts; a date loses what is left of its own second.
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2900);
});

it.concurrent("disables a subscription whose endpoint answers 410, and says why", async () => {
  const scene = await ground.scene();
  const { subscription, receiver } = await scene.subscribe(() => ({ kind: "answer", status: 410 }));

  await scene.tell({ type: "video.media.created", of: "m1" });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;
  const disabled = await waitFor("the subscription to be disabled", async () => {
    const seen = await scene.api.get<{ status: string; disabledReason?: string }>(path);
    return seen.status === "disabled" && seen;
  });
  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the record of the next event", () => scene.api.event(scene.tenant, id));

  expect(disabled.disabledReason).toMatch(/\w/);
  expect(receiver.deliveries).toHaveLength(1);
});

it.concurrent("keeps what comes for a disabled subscription, and delivers it in order once that is enabled", async () => {
  const scene = await ground.scene();
  let isGone = true;
  const { subscription, receiver } = await scene.subscribe((_request, seen) =>
    seen === 0 && isGone ? { kind: "answer", status: 410 } : OK,
  );
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;

  await scene.tell({ type: "video.media.created", of: "m1" });
  await waitFor("the subscription to be disabled", async () => {
    const seen = await scene.api.get<{ status: string }>(path);
    return seen.status === "disabled";
  });
  for (const type of ["video.media.updated", "video.media.ready"]) await scene.tell({ type, of: "m1" });
  isGone = false;
  await scene.api.post(`${path}/enable`);
  await waitFor("everything", () => receiver.deliveries.length === 3);

  const seen = receiver.deliveries.map(({ headers, behaviour }) => [headers["hooklane-position"], behaviour]);
  expect(seen).toEqual([
    ["1", { kind: "answer", status: 410 }],
    ["2", OK],
    ["3", OK],
  ]);
});

it.concurrent("does not follow a redirect", async () => {
  const scene = await ground.scene();
  const target = await scene.subscribe(undefined, { eventTypes: ["video.media.deleted"] });
  const { receiver, subscription } = await scene.subscribe((_request, seen) =>
    seen === 0 ? { kind: "redirect", to: `${target.receiver.url}/elsewhere` } : OK,
  );

  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("two attempts", () => receiver.deliveries.length === 2);
  const delivery = await waitFor("the record of it", async () => {
    const [listed] = await scene.api.deliveries(scene.tenant, { subscription: subscription.id });
    return listed?.status === "delivered" && scene.api.delivery(scene.tenant, listed.id);
  });

  expect(target.receiver.deliveries).toEqual([]);
  expect(delivery.attempts[0]).toMatchObject({ statusCode: 307, error: "http_status" });
});
