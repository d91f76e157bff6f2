import { expect, it } from "vitest";
import { gaps, lanesOf, overtakings, takenAt } from "../support/lanes.ts";
import { chanceOf, lifecycles } from "../support/lifecycles.ts";
import { failingFirst, OK, type Script } from "../support/receiver.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
// Below the number of failures in a row that opens a breaker: these tests are about lanes.
const FAILURES = 2;
const STREAMS = 12;

/** Fails the first event of one stream for a while, and takes everything else. */
function failingHeadOf(stream: string): Script {
  const failing = failingFirst(FAILURES);
  return (request, seen) =>
    request.headers["hooklane-stream"] === stream && request.headers["hooklane-sequence"] === "1"
      ? failing(request, seen)
      : OK;
}

it.concurrent("holds a lane back behind its failing head while every other lane flows", async () => {
  const scene = await ground.scene();
  const troubled = await scene.subscribe(failingHeadOf("media:slow"));
  const other = await scene.subscribe();

  for (const type of ["video.media.created", "video.media.ready", "video.media.updated"]) {
    await scene.tell({ type, of: "slow" });
    await scene.tell({ type, of: "quick" });
  }
  await waitFor("everything", () => troubled.receiver.deliveries.length === 6 + FAILURES);
  await waitFor("everything", () => other.receiver.deliveries.length === 6);

  const lanes = lanesOf(troubled.receiver.deliveries);
  const slowHead = lanes.find(({ stream }) => stream === "media:slow")?.rows[0];
  const quickTail = lanes.find(({ stream }) => stream === "media:quick")?.rows[2];
  const otherTail = lanesOf(other.receiver.deliveries).find(({ stream }) => stream === "media:slow")?.rows[2];
  expect(lanes.flatMap(overtakings)).toEqual([]);
  expect(lanes.flatMap(gaps)).toEqual([]);
  const freedAt = (slowHead && takenAt(slowHead)) ?? 0;
  expect((quickTail && takenAt(quickTail)) ?? Infinity).toBeLessThan(freedAt);
  expect((otherTail && takenAt(otherTail)) ?? Infinity).toBeLessThan(freedAt);
});

it.concurrent("lets events overtake each other where the subscription asks for no order", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe(failingHeadOf("media:m1"), { ordering: "none" });

  await scene.tell({ type: "video.media.created", of: "m1" });
  await waitFor("the first attempt", () => receiver.deliveries.length === 1);
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("both", () => receiver.deliveries.length === 2 + FAILURES);

  const taken = lanesOf(receiver.deliveries)[0]?.rows.map((row) => takenAt(row) ?? 0);
  expect(taken?.[1]).toBeLessThan(taken?.[0] ?? 0);
});

it.concurrent("parks a head that blocks for too long: the lane flows on and the head is tried beside it", async () => {
  const scene = await ground.scene();
  let isHealed = false;
  const { receiver, subscription } = await scene.subscribe(
    (request) =>
      request.headers["hooklane-sequence"] === "1" && !isHealed ? { kind: "answer", status: 500 } : OK,
    { maxBlockSeconds: 1, retrySchedule: [2, 2, 2, 2, 2, 2] },
  );

  await scene.tell({ type: "video.media.created", of: "m1" });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the second event", () =>
    receiver.deliveries.some(({ headers }) => headers["hooklane-sequence"] === "2"),
  );
  const [parked] = await waitFor("the head to be shown as parked", async () => {
    const listed = await scene.api.deliveries(scene.tenant, {
      subscription: subscription.id,
      status: "parked",
    });
    return listed.length > 0 && listed;
  });
  isHealed = true;
  const settled = await waitFor("the head to arrive after all", async () => {
    const delivery = await scene.api.delivery(scene.tenant, parked?.id ?? "");
    return delivery.status === "delivered" && delivery;
  });

  expect(parked).toMatchObject({ sequence: 1, position: 1 });
  expect(settled.position).toBe(1);
});

it.concurrent("keeps order and misses nothing through the lives of many streams, one partition or several", async () => {
  const scenes = [await ground.scene(), await ground.scene({ partitions: 4 })];
  const chance = chanceOf(20_261_123);

  for (const scene of scenes) {
    const { receiver } = await scene.subscribe((_request, seen) =>
      seen === 0 && chance() < 0.15 ? { kind: "answer", status: 503 } : OK,
    );
    const sendings = lifecycles(STREAMS, chance);
    const events = sendings.filter(({ isAgain }) => !isAgain).length;
    for (const { event } of sendings) expect((await scene.sender.send(event)).status).toBe(202);
    await waitFor("every event to be taken", () => {
      const taken = lanesOf(receiver.deliveries).flatMap(({ rows }) =>
        rows.filter((row) => takenAt(row) !== undefined),
      );
      return taken.length === events;
    });

    const lanes = lanesOf(receiver.deliveries);
    expect(lanes.flatMap(overtakings)).toEqual([]);
    expect(lanes.flatMap(gaps)).toEqual([]);
    const takenTwice = lanes.flatMap(({ rows }) =>
      rows.filter(({ attempts }) => attempts.filter(({ isTaken }) => isTaken).length > 1),
    );
    expect(takenTwice).toEqual([]);
  }
});
