import { describe, expect, it } from "vitest";
import { configure } from "../../../src/coordinate/configure.ts";
import { expire, nextExpiryAt } from "../../../src/coordinate/expire.ts";
import { configurationOf, subscriptionOf } from "../../support/builders/coordination.ts";
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

  it("keeps its order where a restart comes between its events and the record", () => {
    const simulation = new Simulation([ORDERED], { openLimits: FEW });
    for (let i = 0; i < 6; i++) simulation.accept("media:a");
    simulation.project();
    simulation.accept("media:a");

    simulation.restart();
    const begun = drain(simulation);

    expect(begun["sub_1 media:a"]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("leaves its place when it is skipped in its lane", () => {
    const simulation = new Simulation([ORDERED]);
    const ids = [1, 2, 3].map(() => simulation.accept("media:a").eventId);

    simulation.obey({ command: "skip", eventId: ids[1] ?? "", subscriptionId: "sub_1" });

    expect(simulation.state.openDeliveries).toBe(2);
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

  it("ends when it is older than the tenant's retention", () => {
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

  it("takes its retention from the configuration, also after a restart", () => {
    const simulation = new Simulation([ORDERED]);

    const configuration = configurationOf([ORDERED], { version: 99, retentionDays: 7 });
    simulation.turn(() => configure(simulation.state, configuration));

    expect(simulation.state.retentionDays).toBe(7);
  });
});
