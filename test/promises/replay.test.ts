import { expect, it } from "vitest";
import type { DeliveryView } from "../../src/manage/events/event.schema.ts";
import type { Behaviour } from "../support/behaviour.ts";
import { type Delivered, OK, type Script } from "../support/receiver.ts";
import { replaysOf } from "../support/replays.ts";
import type { Scene } from "../support/scene.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const REFUSED: Behaviour = { kind: "answer", status: 500 };
const REFUSES: Script = () => REFUSED;
/** Never as many in a row as open the breaker. */
const REFUSES_EVERY_OTHER: Script = ({ headers }) =>
  Number(headers["hooklane-sequence"]) % 2 === 0 ? REFUSED : OK;
const NO_RETRY = { retrySchedule: [] };

/** Sends events of a stream one after the other. @returns their ids */
async function tellMany(scene: Scene, of: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push((await scene.tell({ type: "video.media.updated", of })).id);
  return ids;
}

/** The tenant's deliveries, once there are so many with this status. */
function settled(scene: Scene, status: DeliveryView["status"], count: number): Promise<DeliveryView[]> {
  return waitFor(`${count} deliveries to be ${status}`, async () => {
    const listed = await scene.api.deliveries(scene.tenant, { status });
    return listed.length >= count && listed;
  });
}

function replayed(deliveries: readonly Delivered[], id: string | null): Delivered[] {
  return deliveries.filter(({ headers }) => headers["hooklane-replay"] === id);
}

function idsOf(deliveries: readonly Delivered[]): (string | undefined)[] {
  return deliveries.map(({ headers }) => headers["webhook-id"]);
}

function sequencesOf(deliveries: readonly Delivered[], stream: string): string[] {
  return deliveries
    .filter(({ headers }) => headers["hooklane-stream"] === stream)
    .map(({ headers }) => headers["hooklane-sequence"] ?? "");
}

it.concurrent("sends what has failed once more: in stream order, with the same id, marked as a replay", async () => {
  const scene = await ground.scene({ partitions: 2 });
  const { receiver, subscription } = await scene.subscribe(REFUSES_EVERY_OTHER, NO_RETRY);
  const replays = replaysOf(scene, subscription);
  const told = [...(await tellMany(scene, "m1", 8)), ...(await tellMany(scene, "m2", 8))];
  await settled(scene, "failed", 8);
  receiver.follow(() => OK);

  const { id, matched } = await replays.start();
  const replay = await replays.ended(id);

  const sent = replayed(receiver.deliveries, id);
  const failed = told.filter((_, index) => index % 2 === 1);
  expect(matched).toBe(8);
  expect(replay).toMatchObject({ status: "done", opened: 8, delivered: 8, failed: 0, pending: 0 });
  expect(idsOf(sent)).toHaveLength(failed.length);
  expect(new Set(idsOf(sent))).toEqual(new Set(failed));
  expect(sequencesOf(sent, "media:m1")).toEqual(["2", "4", "6", "8"]);
  expect(sequencesOf(sent, "media:m2")).toEqual(["2", "4", "6", "8"]);
  expect(sent.map(({ headers }) => headers["hooklane-attempt"])).toEqual(Array(8).fill("2"));
  const positions = sent.map(({ headers }) => headers["hooklane-position"]);
  expect(positions).toEqual(sent.map(({ headers }) => headers["hooklane-sequence"]));
});

it.concurrent("shows the attempts of a replay beside the earlier ones, and the event as delivered", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(REFUSES, NO_RETRY);
  const { id: eventId } = await scene.tell({ type: "video.media.ready", of: "m1" });
  const [failed] = await settled(scene, "failed", 1);
  receiver.follow(() => OK);

  const { id } = await replaysOf(scene, subscription).start();
  const event = await waitFor("the event to be delivered", async () => {
    const seen = await scene.api.event(scene.tenant, eventId);
    return seen.status === "delivered" && seen;
  });
  const delivery = await scene.api.delivery(scene.tenant, failed?.id ?? "");

  expect(event.deliveryCounts).toEqual({ total: 1, delivered: 1, failed: 0, pending: 0 });
  expect(delivery).toMatchObject({ status: "delivered", attemptCount: 2, position: 1 });
  expect(delivery.attempts).toMatchObject([{ error: "http_status" }, { statusCode: 204, replayId: id }]);
});

it.concurrent("only counts in a dry run", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(REFUSES, NO_RETRY);
  await tellMany(scene, "m1", 3);
  await settled(scene, "failed", 3);
  const replays = replaysOf(scene, subscription);

  const counted = await replays.start({ dryRun: true });
  const narrowed = await replays.start({ dryRun: true, streams: ["media:other"] });
  const listed = await scene.api.list(replays.path);

  expect(counted).toMatchObject({ id: null, dryRun: true, matched: 3, deliveryStatus: "failed" });
  expect(narrowed).toMatchObject({ matched: 0 });
  expect(listed).toEqual([]);
  expect(receiver.deliveries).toHaveLength(3);
});

it.concurrent("gives live events their turn before the end of a long replay", async () => {
  const scene = await ground.scene();
  const slow: Behaviour = { kind: "delay", ms: 100, next: OK };
  const { receiver, subscription } = await scene.subscribe(undefined, { maxInFlight: 4 });
  await Promise.all(Array.from({ length: 6 }, (_, i) => tellMany(scene, `m${i}`, 10)));
  await settled(scene, "delivered", 60);
  receiver.follow(() => slow);

  const { id } = await replaysOf(scene, subscription).start({ status: "all" });
  await waitFor("the replay to be under way", () => replayed(receiver.deliveries, id).length > 0);
  const live = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the live event", () =>
    receiver.deliveries.some(({ headers }) => headers["webhook-id"] === live.id),
  );
  const before = replayed(receiver.deliveries, id).length;
  await replaysOf(scene, subscription).ended(id);

  expect(before).toBeLessThan(50);
  expect(replayed(receiver.deliveries, id)).toHaveLength(60);
});

it.concurrent("stops a replay that is cancelled: what it has not delivered is failed as before", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(REFUSES, NO_RETRY);
  await tellMany(scene, "m1", 4);
  await settled(scene, "failed", 4);
  const replays = replaysOf(scene, subscription);
  receiver.follow(() => ({ kind: "delay", ms: 1_500, next: OK }));

  const { id } = await replays.start();
  await waitFor("the replay to be under way", () => replayed(receiver.deliveries, id).length > 0);
  const cancelled = await replays.cancel(id ?? "");
  const again = await replays.cancel(id ?? "");
  const sent = await waitFor("the attempt under way to be recorded", async () => {
    const delivered = await scene.api.deliveries(scene.tenant, { status: "delivered" });
    const failed = await scene.api.deliveries(scene.tenant, { status: "failed" });
    return delivered.length + failed.length === 4 && delivered.length;
  });
  const replay = await waitFor("its last report", async () => {
    const seen = await replays.show(id ?? "");
    return seen.pending === 0 && seen.opened === 4 && seen;
  });

  expect([cancelled.status, again.status]).toEqual([202, 202]);
  expect(replay.status).toBe("cancelled");
  expect(sent).toBeLessThanOrEqual(2);
  expect(replayed(receiver.deliveries, id).length).toBeLessThanOrEqual(2);
});

it.concurrent("gives a new subscription what came before it, with positions of its own from 1", async () => {
  const scene = await ground.scene();
  const told = await tellMany(scene, "m1", 4);
  await waitFor("the record of them", async () => (await scene.api.events(scene.tenant)).length === 4);
  const { receiver, subscription } = await scene.subscribe();
  const replays = replaysOf(scene, subscription);

  const { id, matched } = await replays.start({ status: "all" });
  await replays.ended(id);
  const live = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the live event", () => receiver.deliveries.length === 5);

  const headers = receiver.deliveries.map((request) => request.headers);
  expect(matched).toBe(4);
  expect(headers.map((one) => one["webhook-id"])).toEqual([...told, live.id]);
  expect(headers.map((one) => one["hooklane-position"])).toEqual(["1", "2", "3", "4", "5"]);
  expect(headers.map((one) => one["hooklane-replay"])).toEqual([id, id, id, id, undefined]);
});

it.concurrent("replays more than one page without missing or repeating any", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(undefined, { maxInFlight: 50 });
  const told = (await Promise.all(Array.from({ length: 12 }, (_, i) => tellMany(scene, `m${i}`, 50)))).flat();
  await settled(scene, "delivered", 600);

  const { id, matched } = await replaysOf(scene, subscription).start({ status: "all" });
  const replay = await replaysOf(scene, subscription).ended(id);

  const sent = replayed(receiver.deliveries, id);
  expect([matched, replay.opened, replay.delivered]).toEqual([600, 600, 600]);
  expect(idsOf(sent)).toHaveLength(told.length);
  expect(new Set(idsOf(sent))).toEqual(new Set(told));
  for (let i = 0; i < 12; i++) {
    const sequences = sequencesOf(sent, `media:m${i}`).map(Number);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  }
});

it.concurrent("replays the same events twice under two ids", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe();
  const { id: eventId } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await settled(scene, "delivered", 1);
  const replays = replaysOf(scene, subscription);

  const first = await replays.start({ status: "all" });
  await replays.ended(first.id);
  const second = await replays.start({ status: "all" });
  await replays.ended(second.id);

  const headers = receiver.deliveries.map((request) => request.headers);
  expect(headers.map((one) => one["webhook-id"])).toEqual([eventId, eventId, eventId]);
  expect(headers.map((one) => one["hooklane-replay"])).toEqual([undefined, first.id, second.id]);
  expect(headers.map((one) => one["hooklane-attempt"])).toEqual(["1", "2", "3"]);
});
