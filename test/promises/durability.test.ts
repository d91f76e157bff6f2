import { expect, it } from "vitest";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { createSender, newSourceSecret } from "../support/fastpix-sender.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import type { Fault } from "../support/faults/fault.ts";
import { gaps, lanesOf, overtakings } from "../support/lanes.ts";
import { OK } from "../support/receiver.ts";
import { replaysOf } from "../support/replays.ts";
import { useProductOf } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProductOf(startFaultyProduct);
const EVENTS = 20;
const STREAMS = 5;
const TROUBLED = "media:m1";

const FAULTS: [string, Fault][] = [
  ["refuses everything", "down"],
  ["does everything and says nothing", "answer-lost"],
];

it.each(FAULTS)(
  "while the database %s, events are accepted and delivered, and the record is whole afterwards",
  async (_name, fault) => {
    const scene = await ground.scene();
    const { receiver, subscription } = await scene.subscribe((request, seen) =>
      request.headers["hooklane-stream"] === TROUBLED && seen === 0 ? { kind: "answer", status: 500 } : OK,
    );
    await scene.tell({ type: "video.media.created", of: "m0" });

    await ground.product().setFault(fault);
    for (let i = 0; i < EVENTS; i++) await scene.tell({ type: "video.media.updated", of: `m${i % STREAMS}` });
    await waitFor(
      "everything is delivered meanwhile",
      () => receiver.deliveries.length === EVENTS + 1 + EVENTS / STREAMS,
    );
    await ground.product().setFault("none");
    const deliveries = await waitFor("the record has everything", async () => {
      const listed = await scene.api.deliveries(scene.tenant, { subscription: subscription.id });
      return listed.length === EVENTS + 1 && listed.every(({ status }) => status === "delivered") && listed;
    });

    const lanes = lanesOf(receiver.deliveries);
    expect(lanes.flatMap(overtakings)).toEqual([]);
    expect(lanes.flatMap(gaps)).toEqual([]);
    const attempts = await Promise.all(deliveries.map(({ id }) => scene.api.delivery(scene.tenant, id)));
    expect(attempts.flatMap((delivery) => delivery.attempts)).toHaveLength(receiver.deliveries.length);
    expect(await scene.api.events(scene.tenant)).toHaveLength(EVENTS + 1);
  },
);

it.each(FAULTS)(
  "while the database %s, a replay stands still and goes on afterwards",
  async (_name, fault) => {
    const scene = await ground.scene();
    const { receiver, subscription } = await scene.subscribe();
    for (let i = 0; i < EVENTS; i++) await scene.tell({ type: "video.media.updated", of: `m${i % STREAMS}` });
    await waitFor("the record of all", async () => {
      const listed = await scene.api.deliveries(scene.tenant, { status: "delivered" });
      return listed.length === EVENTS;
    });

    const { id } = await replaysOf(scene, subscription).start({ status: "all" });
    await ground.product().setFault(fault);
    await scene.tell({ type: "video.media.updated", of: "m0" });
    await waitFor("a live event meanwhile", () =>
      receiver.deliveries.some(({ headers }) => headers["hooklane-sequence"] === `${EVENTS / STREAMS + 1}`),
    );
    await ground.product().setFault("none");
    const replay = await replaysOf(scene, subscription).ended(id);

    const replayed = receiver.deliveries.filter(({ headers }) => headers["hooklane-replay"] === id);
    expect(replay).toMatchObject({ status: "done", opened: EVENTS, delivered: EVENTS });
    expect(new Set(replayed.map(({ headers }) => headers["webhook-id"])).size).toBe(EVENTS);
    expect(replayed).toHaveLength(EVENTS);
  },
);

it("does not acknowledge what it cannot keep: an unrouted event while the database is away", async () => {
  const { api } = ground.product();
  const secret = newSourceSecret();
  const routing = { pointer: "/data/metadata/tenant" };
  const { ingestUrl, id } = await api.createSource({
    name: "shared",
    provider: "fastpix",
    secret,
    routing,
    orderWindowMs: 0,
  });
  const sender = createSender(ingestUrl, secret);
  const lost = fastpixEvent({ type: "video.mediaAI.summary.ready", of: "m1" });
  await sender.send(fastpixEvent({ type: "video.mediaAI.chapters.ready", of: "m2" }));

  await ground.product().setFault("down");
  const refused = await sender.send(lost);
  await ground.product().setFault("none");
  const accepted = await sender.send(lost);

  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(accepted.status).toBe(202);
  const unrouted = await api.list<{ sourceId: string; providerEventId: string }>("/v1/unrouted");
  const ours = unrouted.filter(
    ({ sourceId, providerEventId }) => sourceId === id && providerEventId === lost.id,
  );
  expect(ours).toHaveLength(1);
});

it("asks the provider to come again where a source cannot be looked up, instead of denying it", async () => {
  const scene = await ground.scene();

  await ground.product().setFault("down");
  const refused = await scene.sender.send(fastpixEvent({ type: "video.media.ready", of: "m1" }));
  await ground.product().setFault("none");
  const accepted = await scene.sender.send(fastpixEvent({ type: "video.media.ready", of: "m1" }));

  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(accepted.status).toBe(202);
});
