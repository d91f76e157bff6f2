import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const FEW = { perSubscription: 4, crowded: 1_000, whenCrowded: 1 };
const ORDERED = subscriptionOf("sub_1", { policy: { retrySchedule: [5], maxInFlight: 2 } });
const PAUSED = { ...ORDERED, status: "paused" as const };
const OTHER = subscriptionOf("sub_2");

type Step =
  | { do: "accept"; stream: number }
  | { do: "succeed" | "fail"; lease: number }
  | { do: "wake"; afterMs: number }
  | { do: "restart" | "toggle" | "project" | "look" | "choose" | "moveUp" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("accept" as const), stream: fc.nat(2) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom("succeed" as const, "fail" as const), lease: fc.nat(9) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wake" as const), afterMs: fc.nat(20_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("restart" as const, "toggle" as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("project" as const, "look" as const, "choose" as const, "moveUp" as const),
    }),
  },
);

/** Plays one sequence of steps; what reads the record may be overtaken by anything at each of its waits. */
class Play {
  accepted = 0;
  readonly #simulation = new Simulation([ORDERED, OTHER], { openLimits: FEW });
  readonly #seen = new Set<Lease>();
  #isPaused = false;
  #choose: (() => () => void) | undefined;
  #commit: (() => void) | undefined;

  get simulation(): Simulation {
    return this.#simulation;
  }

  take(step: Step): void {
    const { leases } = this.#simulation;
    const lease = "lease" in step ? leases[step.lease % Math.max(1, leases.length)] : undefined;
    switch (step.do) {
      case "accept":
        this.#simulation.accept(`media:${step.stream}`);
        this.accepted += 1;
        break;
      case "succeed":
        if (lease) this.#simulation.report(lease, {});
        break;
      case "fail":
        if (lease) this.#simulation.report(lease, failed());
        break;
      case "wake":
        this.#simulation.now += step.afterMs;
        this.#simulation.wake();
        break;
      case "restart":
        this.#simulation.restart();
        this.#choose = undefined;
        this.#commit = undefined;
        break;
      case "toggle":
        this.toggle();
        break;
      case "project":
        this.#simulation.project();
        break;
      case "look":
      case "choose":
      case "moveUp":
        this.#read(step.do);
        break;
      default:
        step satisfies never;
    }
    this.check();
  }

  /** One reading is under way at a time, as in the object. */
  #read(what: "look" | "choose" | "moveUp"): void {
    if (what === "look" && !this.#choose && !this.#commit)
      [this.#choose] = this.#simulation.lookAtBacklogs(2);
    if (what === "choose" && this.#choose) {
      this.#commit = this.#choose();
      this.#choose = undefined;
    }
    if (what === "moveUp") {
      this.#commit?.();
      this.#commit = undefined;
    }
  }

  toggle(): void {
    this.#isPaused = !this.#isPaused;
    this.#simulation.configure([this.#isPaused ? PAUSED : ORDERED, OTHER]);
  }

  finish(): void {
    if (this.#isPaused) this.toggle();
    for (const what of ["choose", "moveUp"] as const) this.#read(what);
    for (let turn = 0; turn < 10_000; turn++) {
      this.check();
      const [lease] = this.#simulation.leases;
      if (lease) this.#simulation.report(lease, {}, 1);
      else {
        this.#simulation.project();
        if (!this.#simulation.moveUp() && !this.#simulation.wakeWhenDue()) return;
      }
    }
    throw new Error("does not come to an end");
  }

  statuses(subscriptionId: string): string[] {
    const deliveries = this.#simulation.everything().flatMap((event) => event.deliveries);
    return deliveries.filter((one) => one.subscriptionId === subscriptionId).map(({ status }) => status);
  }

  /** A lease on a position: every earlier one of its lane must have been let go of. */
  check(): void {
    for (const lease of this.#simulation.leases) {
      if (this.#seen.has(lease)) continue;
      this.#seen.add(lease);
      const { subscriptionId } = lease.target;
      const earlier = this.#simulation
        .everything()
        .filter(({ stream }) => stream === lease.stream)
        .flatMap(({ deliveries }) => deliveries)
        .filter((one) => one.subscriptionId === subscriptionId && one.position < lease.position);
      const waiting = earlier.filter(({ status }) => status === "pending").map(({ position }) => position);
      expect(waiting, `before position ${lease.position}`).toEqual([]);
      expect(earlier).toHaveLength(lease.position - 1);
    }
  }
}

describe("a backlog under any interleaving of accepts, outcomes, projections, restarts and pauses", () => {
  it("loses nothing, and begins nothing before the earlier ones of its lane", () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 120, size: "max" }), (steps) => {
        const play = new Play();

        for (const step of steps) play.take(step);
        play.finish();

        for (const id of ["sub_1", "sub_2"]) {
          const ended = play.statuses(id);
          expect(ended).toHaveLength(play.accepted);
          expect(ended.filter((status) => !["delivered", "failed"].includes(status))).toEqual([]);
        }
        const { state } = play.simulation;
        expect([state.backlogs.size, state.openDeliveries, state.lanes.size]).toEqual([0, 0, 0]);
        const counts = [...state.subscriptions.values()].map(({ inFlight, open }) => inFlight + open);
        expect(counts).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });
});
