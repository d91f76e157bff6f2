import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gateOf } from "../../../src/coordinate/gate.ts";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

type Step =
  | { do: "accept"; stream: number }
  | { do: "succeed" | "fail" | "handBack"; lease: number }
  | { do: "along"; lease: number; stream: number; isTaken: boolean }
  | { do: "wake"; afterMs: number }
  | { do: "restart" | "toggle" | "outage" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("accept" as const), stream: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("succeed" as const, "fail" as const, "handBack" as const),
      lease: fc.nat(9),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("along" as const),
      lease: fc.nat(9),
      stream: fc.nat(2),
      isTaken: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wake" as const), afterMs: fc.nat(400_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("restart" as const, "toggle" as const, "outage" as const) }),
  },
);

const ORDERED = subscriptionOf("sub_ordered", { policy: { retrySchedule: [5, 30, 400], maxInFlight: 2 } });
const UNORDERED = subscriptionOf("sub_unordered", { policy: { ordering: "none", retrySchedule: [5] } });

/** What happened, seen from outside: the reference that the rules are held against. */
class Ledger {
  accepted = 0;
  readonly delivered = new Map<string, number>();
  readonly #begun = new Map<string, Set<number>>();

  /** A lease on position n: every earlier position of the lane must have been let go of. */
  checkOrder(simulation: Simulation, lease: Lease): void {
    if (lease.target.subscriptionId !== ORDERED.id) return;
    for (const event of simulation.state.open.values()) {
      if (event.head.stream !== lease.stream) continue;
      const earlier = event.deliveries.find((delivery) => delivery.subscriptionId === ORDERED.id);
      const isBefore = earlier !== undefined && earlier.position < lease.position;
      if (isBefore)
        expect(earlier.status, `position ${earlier.position} before ${lease.position}`).not.toBe("pending");
    }
    const begun = this.#begun.get(lease.stream) ?? new Set();
    if (lease.attempt === 1) begun.add(lease.position);
    this.#begun.set(lease.stream, begun);
  }
}

function play(simulation: Simulation, steps: readonly Step[]): Ledger {
  const ledger = new Ledger();
  let isPaused = false;
  const known = new Set<Lease>();
  for (const step of steps) {
    take(step);
    checkAlarm(simulation);
    for (const lease of simulation.leases.filter((one) => !known.has(one))) {
      // A parked delivery goes beside its lane, on purpose.
      const isParked = statusOf(simulation, lease) === "parked";
      if (!isParked) ledger.checkOrder(simulation, lease);
      known.add(lease);
    }
  }
  if (isPaused) toggle();
  return ledger;

  function toggle() {
    isPaused = !isPaused;
    simulation.configure([{ ...ORDERED, status: isPaused ? "paused" : "enabled" }, UNORDERED]);
  }

  function outage() {
    for (let round = 0; round < 3; round++) {
      for (const out of [...simulation.leases]) simulation.report(out, { error: "timeout" });
    }
  }

  function along(lease: Lease, { stream, isTaken }: Extract<Step, { do: "along" }>) {
    const result = isTaken ? {} : ({ statusCode: 500, error: "http_status" } as const);
    simulation.acceptAlong(`media:${stream}`, lease, result);
    ledger.accepted += 1;
  }

  function take(step: Step) {
    const lease =
      "lease" in step ? simulation.leases[step.lease % Math.max(1, simulation.leases.length)] : undefined;
    switch (step.do) {
      case "accept":
        simulation.accept(`media:${step.stream}`);
        ledger.accepted += 1;
        break;
      case "succeed":
        if (lease) simulation.report(lease, {});
        break;
      case "fail":
        if (lease) simulation.report(lease, { statusCode: 500, error: "http_status" });
        break;
      case "along":
        if (lease) along(lease, step);
        break;
      case "handBack":
        if (lease) simulation.handBack(lease);
        break;
      case "wake":
        simulation.now += step.afterMs;
        simulation.wake();
        break;
      case "restart":
        simulation.restart();
        break;
      case "outage":
        outage();
        break;
      case "toggle":
        toggle();
        break;
      default:
        step satisfies never;
    }
  }
}

/** For every delivery that could go on by itself, the alarm must come no later than it is due. */
function checkAlarm(simulation: Simulation): void {
  const { state, now } = simulation;
  const due: number[] = [];
  for (const lane of state.lanes.values()) {
    const head = [...lane.entries].find(
      ({ delivery }) => delivery.status === "pending" || delivery.status === "parked",
    );
    if (!head) continue;
    const { leasedUntil, nextAttemptAt } = head.delivery;
    const gate = gateOf(lane.owner, now);
    if (leasedUntil !== null) due.push(leasedUntil);
    else if (nextAttemptAt !== null && nextAttemptAt > now) due.push(nextAttemptAt);
    else if (gate.gate === "open") due.push(now + 250);
    else if (gate.until !== null) due.push(gate.until);
  }
  if (due.length === 0) return;
  expect(simulation.dueAt()).not.toBeNull();
  expect(simulation.dueAt()).toBeLessThanOrEqual(Math.max(now + 1, Math.min(...due)));
}

function statusOf(simulation: Simulation, lease: Lease) {
  return simulation.state.open
    .get(lease.ordinal)
    ?.deliveries.find((delivery) => delivery.subscriptionId === lease.target.subscriptionId)?.status;
}

/** Lets everything that is left go well, following the alarm only. */
function drain(simulation: Simulation): void {
  for (let turn = 0; turn < 10_000; turn++) {
    const [lease] = simulation.leases;
    if (lease) simulation.report(lease, {}, 1);
    else if (!simulation.wakeWhenDue()) return;
  }
  throw new Error("does not come to an end");
}

describe("a coordinator under any interleaving of accepts, outcomes, expiries, restarts and pauses", () => {
  it("brings every delivery to an end and never starts one before the earlier ones of its lane", () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 60, size: "max" }), (steps) => {
        const simulation = new Simulation([ORDERED, UNORDERED]);

        const ledger = play(simulation, steps);
        drain(simulation);

        const deliveries = [...simulation.state.open.values()].flatMap((event) => event.deliveries);
        expect(deliveries).toHaveLength(ledger.accepted * 2);
        expect(deliveries.filter((delivery) => !["delivered", "failed"].includes(delivery.status))).toEqual(
          [],
        );
        expect(simulation.state.lanes.size).toBe(0);
        expect([...simulation.state.subscriptions.values()].map((owner) => owner.inFlight)).toEqual([0, 0]);
      }),
      { numRuns: 400 },
    );
  });

  it("gives positions without gaps in every lane", () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 60, size: "max" }), (steps) => {
        const simulation = new Simulation([ORDERED, UNORDERED]);

        play(simulation, steps);

        for (const stream of ["media:0", "media:1", "media:2"]) {
          const events = [...simulation.state.open.values()].filter((event) => event.head.stream === stream);
          const wanted = events.map((_, index) => index + 1);
          expect(events.map((event) => event.head.sequence)).toEqual(wanted);
          expect(events.map((event) => event.deliveries[0]?.position)).toEqual(wanted);
        }
      }),
    );
  });
});
