import fc from "fast-check";
import { expect, it } from "vitest";
import type { Delivery } from "../../../src/coordinate/delivery.ts";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

/** What becomes of one of the leases that are out. */
type Report = { do: "succeed" | "fail" | "handBack"; lease: number };
/** What somebody asks for one of the events. */
type Wish = { do: "retry" | "skip" | "redeliver"; event: number };
type Turn =
  | { do: "accept"; stream: number }
  | { do: "replay"; status: "failed" | "all" }
  | { do: "cancel"; replay: number }
  | { do: "wake"; afterMs: number }
  | { do: "restart" | "project" | "pump" | "addLate" };
type Step = Report | Wish | Turn;

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("accept" as const), stream: fc.nat(1) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("succeed" as const, "fail" as const, "fail" as const, "handBack" as const),
      lease: fc.nat(9),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("retry" as const, "skip" as const, "redeliver" as const),
      event: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("replay" as const),
      status: fc.constantFrom("failed" as const, "all" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), replay: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wake" as const), afterMs: fc.nat(400_000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("restart" as const, "project" as const, "pump" as const, "addLate" as const),
    }),
  },
);

const ORDERED = subscriptionOf("sub_ordered", { policy: { retrySchedule: [5, 400], maxInFlight: 3 } });
const UNORDERED = subscriptionOf("sub_unordered", { policy: { ordering: "none", retrySchedule: [] } });
const LATE = subscriptionOf("sub_late", { policy: { retrySchedule: [5] } });
const SETTLED = ["delivered", "failed", "skipped"];

/** Eight events of two streams, settled one way or another and gone from the coordinator; a replay that has begun. */
function prepare(simulation: Simulation): string[] {
  const ids: string[] = [];
  for (let i = 0; i < 8; i++) {
    ids.push(simulation.accept(`media:${i % 2}`).eventId);
    for (let tries = 0; tries < 10; tries++) {
      const [lease] = simulation.leases;
      if (lease) simulation.report(lease, lease.sequence % 2 === 0 ? failed() : {});
      else if (!simulation.wakeWhenDue()) break;
    }
  }
  simulation.project();
  simulation.startReplay("rpl_1", ORDERED.id, { status: "all" });
  simulation.pump();
  return ids;
}

function play(simulation: Simulation, steps: readonly Step[]): { subscriptions: number; accepted: number } {
  const ids = prepare(simulation);
  const named = new Map<number, string>();
  const known = new Set<Lease>();
  let replays = 1;
  let isLateThere = false;
  for (const step of steps) {
    take(step);
    for (const lease of simulation.leases.filter((one) => !known.has(one))) {
      checkOrder(simulation, lease);
      expect(named.get(lease.ordinal) ?? lease.eventId).toBe(lease.eventId);
      named.set(lease.ordinal, lease.eventId);
      known.add(lease);
    }
    checkSlots(simulation);
  }
  return { subscriptions: isLateThere ? 3 : 2, accepted: ids.length };

  function take(step: Step) {
    if ("lease" in step) report(simulation, step);
    else if ("event" in step) ask(simulation, step, ids);
    else go(step);
  }

  function go(turn: Turn) {
    switch (turn.do) {
      case "accept":
        ids.push(simulation.accept(`media:${turn.stream}`).eventId);
        break;
      case "replay":
        replays += 1;
        simulation.startReplay(`rpl_${replays}`, isLateThere ? LATE.id : ORDERED.id, { status: turn.status });
        break;
      case "cancel":
        simulation.cancelReplay(`rpl_${turn.replay}`);
        break;
      case "wake":
        simulation.now += turn.afterMs;
        simulation.wake();
        break;
      case "addLate":
        isLateThere = true;
        simulation.configure([ORDERED, UNORDERED, LATE]);
        break;
      case "restart":
        simulation.restart();
        break;
      case "project":
        simulation.project();
        break;
      case "pump":
        simulation.pump();
        break;
      default:
        turn satisfies never;
    }
  }
}

function report(simulation: Simulation, step: Report): void {
  const lease = simulation.leases[step.lease % Math.max(1, simulation.leases.length)];
  if (!lease) return;
  if (step.do === "handBack") simulation.handBack(lease);
  else simulation.report(lease, step.do === "fail" ? failed() : {});
}

function ask(simulation: Simulation, step: Wish, ids: readonly string[]): void {
  const eventId = ids[step.event % Math.max(1, ids.length)];
  if (eventId === undefined) return;
  if (step.do === "redeliver") simulation.obey({ command: step.do, eventId, subscriptionId: null });
  else simulation.obey({ command: step.do, eventId, subscriptionId: ORDERED.id });
}

/** A lease goes to nothing that stands behind a pending delivery of its lane: the live one, or that of its replay. */
function checkOrder(simulation: Simulation, lease: Lease): void {
  const leased = deliveryOf(simulation, lease);
  if (!leased || lease.target.subscriptionId === UNORDERED.id || standsAlone(leased)) return;
  const others = [...simulation.state.open.values()]
    .filter(({ head }) => head.stream === lease.stream)
    .flatMap(({ deliveries }) => deliveries)
    .filter((one) => one !== leased && one.subscriptionId === leased.subscriptionId)
    .filter((one) => one.status === "pending" && !standsAlone(one) && laneOf(one) === laneOf(leased));
  for (const other of others) expect(placeOf(other)).toBeGreaterThan(placeOf(leased));
}

function standsAlone({ status, reopening }: Delivery): boolean {
  return status !== "pending" || reopening?.replayId === null;
}

function laneOf({ reopening }: Delivery): string | null {
  return reopening?.replayId ?? null;
}

function placeOf({ position, reopening }: Delivery): number {
  return reopening ? reopening.place : position;
}

/** Slots are counted as the deliveries say, for replays too. */
function checkSlots(simulation: Simulation): void {
  for (const owner of simulation.state.subscriptions.values()) {
    const leased = [...simulation.state.open.values()].flatMap(({ deliveries }) =>
      deliveries.filter((one) => one.subscriptionId === owner.subscription.id && one.leasedUntil !== null),
    );
    expect(owner.inFlight).toBe(leased.length);
    expect(owner.replaysInFlight).toBe(leased.filter((one) => one.reopening?.replayId).length);
  }
}

function deliveryOf(simulation: Simulation, lease: Lease) {
  return simulation.state.open
    .get(lease.ordinal)
    ?.deliveries.find((delivery) => delivery.subscriptionId === lease.target.subscriptionId);
}

/** Lets everything that is left go well, following the alarm only. */
function drain(simulation: Simulation): void {
  for (let turn = 0; turn < 10_000; turn++) {
    const [lease] = simulation.leases;
    if (lease) simulation.report(lease, {}, 1);
    else if (!simulation.wakeWhenDue() && !simulation.pump()) {
      simulation.project();
      return;
    }
  }
  throw new Error("does not come to an end");
}

it("under any interleaving of retries, skips, redeliveries, replays and restarts every delivery comes to one end, in order", () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 70, size: "max" }), (steps) => {
      const simulation = new Simulation([ORDERED, UNORDERED]);

      const { accepted } = play(simulation, steps);
      drain(simulation);

      const events = simulation.everything();
      expect(events).toHaveLength(accepted);
      for (const { deliveries } of events) {
        const ids = deliveries.map(({ subscriptionId }) => subscriptionId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining([ORDERED.id, UNORDERED.id]));
        expect(deliveries.filter(({ status }) => !SETTLED.includes(status))).toEqual([]);
      }
      expect(simulation.state.open.size).toBe(0);
      expect(simulation.state.lanes.size).toBe(0);
      expect([...simulation.state.subscriptions.values()].every(({ inFlight }) => inFlight === 0)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it("gives positions without gaps, to what is sent later too, and counts what became of a replay", () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 70, size: "max" }), (steps) => {
      const simulation = new Simulation([ORDERED, UNORDERED]);

      play(simulation, steps);
      drain(simulation);

      for (const { id } of [ORDERED, UNORDERED, LATE]) {
        for (const stream of ["media:0", "media:1"]) {
          const positions = simulation
            .everything()
            .filter((event) => event.stream === stream)
            .flatMap(({ deliveries }) => deliveries.filter((one) => one.subscriptionId === id))
            .map(({ position }) => position)
            .toSorted((a, b) => a - b);
          expect(positions).toEqual(positions.map((_, index) => index + 1));
        }
      }
      for (const replay of simulation.state.replays.values()) {
        expect(replay.isTakenIn || replay.isCancelled).toBe(true);
        expect(replay.pending).toBe(0);
        expect(replay.delivered + replay.failed + replay.skipped).toBe(replay.opened);
      }
    }),
    { numRuns: 150 },
  );
});
