import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { configurationOf, failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const DAY_MS = 24 * 60 * 60_000;
const FEW = { perSubscription: 4, crowded: 1_000, whenCrowded: 1 };
const ORDERED = subscriptionOf("sub_1", { policy: { retrySchedule: [5], maxInFlight: 2 } });
const PAUSED = { ...ORDERED, status: "paused" as const };
const OTHER = subscriptionOf("sub_2");

/** Lets everything go well that goes, and reads the backlog whenever there is room. @returns positions as begun. */
function drain(simulation: Simulation): Record<string, number[]> {
  const begun: Record<string, number[]> = {};
  for (let turn = 0; turn < 10_000; turn++) {
    const [lease] = simulation.leases;
    if (lease) {
      (begun[`${lease.target.subscriptionId} ${lease.stream}`] ??= []).push(lease.position);
      simulation.report(lease, {}, 1);
      continue;
    }
    simulation.project();
    if (!simulation.moveUp() && !simulation.wakeWhenDue()) return begun;
  }
  throw new Error("does not come to an end");
}

function statuses(simulation: Simulation, subscriptionId: string): string[] {
  return simulation
    .everything()
    .flatMap(({ deliveries }) => deliveries)
    .filter((delivery) => delivery.subscriptionId === subscriptionId)
    .map(({ status }) => status);
}

describe("what a subscription cannot take", () => {
  it("fills memory only to a limit: the rest waits in the record", () => {
    const simulation = new Simulation([PAUSED], { openLimits: FEW });

    for (let i = 0; i < 50; i++) simulation.accept(`media:${i % 5}`);
    simulation.project();

    expect(simulation.state.open.size).toBe(FEW.perSubscription);
    expect(simulation.state.openDeliveries).toBe(FEW.perSubscription);
    expect(statuses(simulation, "sub_1")).toHaveLength(50);
  });

  it("goes out in order when the subscription is resumed, through restarts", () => {
    const simulation = new Simulation([PAUSED], { openLimits: FEW });
    for (let i = 0; i < 50; i++) simulation.accept(`media:${i % 5}`);
    simulation.project();
    simulation.restart();
    simulation.configure([ORDERED]);
    simulation.wake();
    simulation.moveUp();
    simulation.restart();

    const begun = drain(simulation);

    for (const positions of Object.values(begun)) {
      expect(positions.filter((position, at) => positions.indexOf(position) === at)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
      ]);
    }
    expect(new Set(statuses(simulation, "sub_1"))).toEqual(new Set(["delivered"]));
    expect(simulation.state.backlogs.size).toBe(0);
  });

  it("does not hold up another subscription of the same events", () => {
    const simulation = new Simulation([PAUSED, OTHER], { openLimits: FEW });

    for (let i = 0; i < 20; i++) {
      simulation.accept(`media:${i}`);
      for (const lease of simulation.leases) simulation.report(lease, {});
    }
    simulation.project();

    expect(new Set(statuses(simulation, "sub_2"))).toEqual(new Set(["delivered"]));
    expect(statuses(simulation, "sub_1")).toEqual(Array.from({ length: 20 }, () => "pending"));
  });

  it("ends where the subscription is removed", () => {
    const simulation = new Simulation([PAUSED], { openLimits: FEW });
    for (let i = 0; i < 30; i++) simulation.accept(`media:${i}`);
    simulation.project();

    simulation.configure([]);
    drain(simulation);

    expect(new Set(statuses(simulation, "sub_1"))).toEqual(new Set(["skipped"]));
    expect(simulation.state.open.size).toBe(0);
  });

  it("can be skipped where it waits, and says why it cannot be retried", () => {
    const simulation = new Simulation([ORDERED], { openLimits: FEW });
    for (let i = 0; i < 10; i++) simulation.accept("media:a");
    simulation.project();
    const last = simulation.everything().find(({ sequence }) => sequence === 10);
    const about = { eventId: last?.id ?? "", subscriptionId: "sub_1" };

    const retried = simulation.obey({ command: "retry", ...about });
    const skipped = simulation.obey({ command: "skip", ...about });
    drain(simulation);

    expect(retried).toEqual({ result: "refused", refusal: { because: "backlog" } });
    expect(skipped.result).toBe("done");
    expect(statuses(simulation, "sub_1").filter((status) => status === "skipped")).toHaveLength(1);
    expect(statuses(simulation, "sub_1").filter((status) => status === "delivered")).toHaveLength(9);
  });

  it("ends when it is older than the tenant's retention", async () => {
    const { expire, nextExpiryAt } = await import("../../../src/coordinate/expire.ts");
    const simulation = new Simulation([PAUSED]);
    simulation.accept("media:a");
    simulation.now += 3 * DAY_MS;
    simulation.accept("media:a");
    simulation.turn(() => {
      simulation.state.retentionDays = 2;
    });

    const dueAt = nextExpiryAt(simulation.state);
    const expired = simulation.turn(() => expire(simulation.state));

    expect(dueAt).toBeLessThanOrEqual(simulation.now);
    expect(expired).toBe(1);
    expect(statuses(simulation, "sub_1")).toEqual(["skipped", "pending"]);
    expect(nextExpiryAt(simulation.state)).toBeGreaterThan(simulation.now);
  });

  it("takes its retention from the configuration, also after a restart", async () => {
    const { configure } = await import("../../../src/coordinate/configure.ts");
    const simulation = new Simulation([ORDERED]);

    const configuration = configurationOf([ORDERED], { version: 99, retentionDays: 7 });
    simulation.turn(() => configure(simulation.state, configuration));

    expect(simulation.state.retentionDays).toBe(7);
  });
});

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
      default:
        this.#read(step.do);
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
          const ended = statuses(play.simulation, id);
          expect(ended).toHaveLength(play.accepted);
          expect(ended.filter((status) => !["delivered", "failed"].includes(status))).toEqual([]);
        }
        const { state } = play.simulation;
        expect([state.backlogs.size, state.openDeliveries, state.lanes.size]).toEqual([0, 0, 0]);
        const counts = [...state.subscriptions.values()].map(({ inFlight, open }) => inFlight + open);
        expect(counts).toEqual([0, 0]);
      }),
      { numRuns: 600 },
    );
  });
});
