import { env } from "cloudflare:workers";
import { applyD1Migrations, evictDurableObject } from "cloudflare:test";
import { beforeAll, expect, it } from "vitest";
import { coordinatorName, FIRST_LAYOUT, partitionOf } from "../../../src/coordinate/partition.ts";
import type { Layout } from "../../../src/coordinate/subscription.ts";
import {
  arrivalOf,
  configurationOf,
  outcomeOf,
  settlementOf,
  subscriptionOf,
  unique,
} from "../../support/builders/coordination.ts";
import { eventually, leasesOf, only } from "./coordinator-under-test.ts";

const SUBSCRIPTION = subscriptionOf("sub_1");
const MOVING: Layout = { version: 2, before: 1, isHeld: false };
/** Belongs to partition 1 of two. */
const STREAM = ["media:a", "media:b", "media:c"].find((stream) => partitionOf(stream, 2) === 1) ?? "";

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

/** The first two coordinators of a new tenant that has one partition. */
async function tenant() {
  const tenantId = `ten_${unique()}`;
  const at = (partition: number) => env.COORDINATOR.getByName(coordinatorName(tenantId, partition));
  const push = async (version: number, partitions: number, layout: Layout) => {
    const configuration = configurationOf([SUBSCRIPTION], { tenantId, version, partitions, layout });
    await at(0).configure(configuration);
    if (version > 1) await at(1).configure(configuration);
  };
  await push(1, 1, FIRST_LAYOUT);
  return { old: at(0), home: at(1), push };
}

type Under = Awaited<ReturnType<typeof tenant>>;

/** Nothing of any stream is left to do there. */
function rested({ old }: Under) {
  return eventually(async () => ((await old.counters()).unrecorded === 0 ? true : null));
}

it("goes on with a stream in its new partition where the old one has stopped, also after evictions", async () => {
  const under = await tenant();
  const { old, home, push } = under;
  const first = only(leasesOf(await old.accept(arrivalOf({ stream: STREAM }))));
  await old.settle(settlementOf([outcomeOf(first)]));
  await rested(under);

  await evictDurableObject(old);
  await push(2, 2, MOVING);
  const second = await home.accept(arrivalOf({ stream: STREAM, configVersion: 2 }));
  await evictDurableObject(home);
  const third = await home.accept(arrivalOf({ stream: STREAM, configVersion: 2 }));

  expect([second, third]).toMatchObject([
    { result: "accepted", sequence: 2 },
    { result: "accepted", sequence: 3 },
  ]);
  expect(only(leasesOf(second))).toMatchObject({ position: 2 });
  expect((await old.describeStream(STREAM)).standing.lastSequence).toBe(0);
});

it("takes an event in where its stream has something to do, and recognises after the move what was seen before", async () => {
  const under = await tenant();
  const { old, home, push } = under;
  const [one, two] = [arrivalOf({ stream: STREAM }), arrivalOf({ stream: STREAM, configVersion: 2 })];
  const first = await old.accept(one);
  await push(2, 2, MOVING);

  const second = await home.accept(two);
  const whileHeld = (await old.describeStream(STREAM)).standing;
  const [next] = await old.settle(settlementOf([outcomeOf(only(leasesOf(first)))]));
  if (next) await old.settle(settlementOf([outcomeOf(next)]));
  await eventually(async () =>
    (await home.describeStream(STREAM)).standing.lastSequence === 2 ? true : null,
  );
  const again = [
    await home.accept({ ...one, configVersion: 2 }),
    // As a Worker sends it that has not heard of the change.
    await old.accept(one),
    await home.accept(two),
  ];

  expect(second).toMatchObject({ result: "accepted", sequence: 2, leases: [] });
  expect(whileHeld).toMatchObject({ lastSequence: 2, openDeliveries: 2 });
  const { eventId: firstId } = first as { eventId: string };
  const { eventId: secondId } = second as { eventId: string };
  expect(again).toMatchObject([
    { result: "duplicate", eventId: firstId },
    { result: "duplicate", eventId: firstId },
    { result: "duplicate", eventId: secondId },
  ]);
});

it("moves nothing while a replay runs over the streams", async () => {
  const under = await tenant();
  const { old, home, push } = under;
  const first = only(leasesOf(await old.accept(arrivalOf({ stream: STREAM }))));
  await old.settle(settlementOf([outcomeOf(first)]));
  await rested(under);

  await push(2, 2, { ...MOVING, isHeld: true });
  const held = await home.accept(arrivalOf({ stream: STREAM, configVersion: 2 }));
  const atOld = (await old.describeStream(STREAM)).standing.lastSequence;

  expect(held).toMatchObject({ result: "accepted", sequence: 2, leases: [] });
  expect(atOld).toBe(2);
});

it("shares slots over the partitions of both layouts while streams move", async () => {
  const { old, push } = await tenant();

  await push(2, 4, { version: 2, before: 1, isHeld: false });

  const streams = Array.from({ length: 60 }, (_, i) => `media:own-${i}`);
  const own = streams.filter((stream) => partitionOf(stream, 4) === 0).slice(0, 8);
  const accepted = await Promise.all(
    own.map((stream) => old.accept(arrivalOf({ stream, configVersion: 2 }))),
  );

  // Of ten: three for each of the first two partitions, two for the others.
  expect(accepted).toHaveLength(8);
  expect(accepted.flatMap(leasesOf)).toHaveLength(3);
});
