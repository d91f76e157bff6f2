import { expect, it } from "vitest";
import type { Lease, Outcome, Settlement } from "../../../src/coordinate/lease.ts";
import { deliver, type DeliverDeps } from "../../../src/deliver/deliver.ts";
import { Outbox } from "../../../src/deliver/outbox.ts";
import { createLog } from "../../../src/platform/log.ts";
import { leaseOf } from "../../support/builders/leases.ts";

const BODY = new Uint8Array([1]);
const COORDINATOR = "ten_1:0";

interface Scene {
  /** Milliseconds that an attempt takes. */
  takesMs?: number;
  /** What the coordinator hands out at each settle. */
  next?: (settlement: Settlement) => Lease[];
  unreported?: Outcome[];
  /** Told whenever time passes. */
  during?: (outbox: Outbox) => void;
}

/** Runs `deliver` with a clock that only moves while somebody waits. */
async function run(given: Lease[], { takesMs = 10, next = () => [], unreported = [], during }: Scene = {}) {
  let now = 0;
  const outbox = new Outbox({ now: () => now });
  let underWay = 0;
  const seen = { most: 0, settlements: [] as Settlement[], bodies: [] as (Uint8Array | undefined)[] };
  const wait = async (ms: number) => {
    const until = now + ms;
    await Promise.resolve();
    now = Math.max(now, until);
    during?.(outbox);
  };
  const deps: DeliverDeps = {
    attempt: async (_, body) => {
      underWay += 1;
      seen.most = Math.max(seen.most, underWay);
      seen.bodies.push(body);
      await wait(takesMs);
      underWay -= 1;
      return { at: now, durationMs: takesMs, statusCode: 200 };
    },
    settle: async (settlement) => {
      seen.settlements.push(settlement);
      return next(settlement);
    },
    outbox: outbox.for(COORDINATOR),
    clock: { now: () => now },
    wait,
    log: createLog("silent"),
  };
  await deliver({ leases: given, body: BODY, unreported }, deps);
  return seen;
}

function leases(count: number): Lease[] {
  return Array.from({ length: count }, (_, index) => leaseOf({ ordinal: index + 1 }));
}

it("never has more than six exchanges under way", async () => {
  const { most, settlements } = await run(leases(20));

  expect(most).toBe(6);
  expect(settlements.flatMap((settlement) => settlement.outcomes)).toHaveLength(20);
});

it("reports what falls together in one settle", async () => {
  const { settlements } = await run(leases(3));

  expect(settlements).toHaveLength(1);
  expect(settlements[0]).toMatchObject({ returned: [], wanted: 6 });
});

it("goes on with what the coordinator hands out next, and ends when that is nothing", async () => {
  let rest = 3;
  const next = () => (rest-- > 0 ? [leaseOf({ ordinal: 10 + rest, body: new Uint8Array([2]) })] : []);

  const { settlements, bodies } = await run(leases(1), { next });

  expect(settlements).toHaveLength(4);
  expect(bodies.map((body) => body?.[0])).toEqual([1, 2, 2, 2]);
});

it("hands back what it could not finish before its time is up", async () => {
  const next = (settlement: Settlement) => (settlement.outcomes.length > 0 ? leases(6) : []);

  const { settlements } = await run(leases(6), { takesMs: 9_000, next });

  const last = settlements.at(-1);
  expect(last?.outcomes).toEqual([]);
  expect(last?.returned).toHaveLength(6);
  expect(settlements.flatMap((settlement) => settlement.outcomes)).toHaveLength(12);
});

it("does not begin under a lease that would end before the exchange", async () => {
  const { settlements, bodies } = await run([leaseOf({ until: 10_500 })]);

  expect(bodies).toEqual([]);
  expect(settlements[0]?.returned).toEqual([{ ordinal: 1, subscriptionId: "sub_1", attempt: 1 }]);
});

it("leaves its outcome to an event that takes it along, and is done", async () => {
  const taken: Outcome[] = [];
  const during = (outbox: Outbox) => {
    for (let event = 0; event < 4; event++) taken.push(...outbox.takeAlong(COORDINATOR, 6));
  };

  const { settlements } = await run(leases(1), { during });

  expect(settlements).toEqual([]);
  expect(taken).toMatchObject([{ ordinal: 1, attempt: 1 }]);
});

it("waits for such an event only where they come one after the other", async () => {
  const flood = (outbox: Outbox) => {
    for (let event = 0; event < 4; event++) outbox.takeAlong("another:0", 0);
  };

  const { settlements } = await run(leases(1), { during: flood });

  expect(settlements).toHaveLength(1);
});

it("relies on another that waits already, where events come one after the other", async () => {
  const during = (outbox: Outbox) => {
    for (let event = 0; event < 4; event++) outbox.takeAlong(COORDINATOR, 0);
    outbox.for(COORDINATOR).watch(15);
  };

  const { settlements } = await run(leases(1), { during });

  expect(settlements).toEqual([]);
});

it("relies on nobody whose time is over", async () => {
  let isFirst = true;
  const during = (outbox: Outbox) => {
    for (let event = 0; event < 4; event++) outbox.takeAlong(COORDINATOR, 0);
    if (isFirst) outbox.for(COORDINATOR).watch(0);
    isFirst = false;
  };

  const { settlements } = await run(leases(1), { during });

  expect(settlements).toHaveLength(1);
});

it("takes the outcomes of others along when it reports", async () => {
  const others = leases(9).map(({ ordinal }) => ({
    ...{ ordinal: 100 + ordinal, subscriptionId: "sub_1", attempt: 1 },
    result: { at: 0, durationMs: 1, statusCode: 200 },
  }));
  let isFirst = true;
  const during = (outbox: Outbox) => {
    if (isFirst) for (const outcome of others) outbox.for(COORDINATOR).put(outcome);
    isFirst = false;
  };

  const { settlements } = await run(leases(1), { during });

  expect(settlements).toHaveLength(1);
  expect(settlements[0]?.outcomes).toHaveLength(10);
  expect(settlements[0]?.wanted).toBe(6);
});

it("reports what its caller could not", async () => {
  const result = { at: 0, durationMs: 1, statusCode: 200 };
  const unreported = [{ ordinal: 7, subscriptionId: "sub_1", attempt: 1, result }];

  const { settlements } = await run([], { unreported });

  expect(settlements[0]?.outcomes).toEqual(unreported);
});
