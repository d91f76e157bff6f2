import { describe, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

function lease(simulation: Simulation): Lease {
  const [first] = simulation.leases;
  if (!first) throw new Error("no lease is out");
  return first;
}

describe("a coordinator that was killed", () => {
  it("does not lease again what a Worker may still be attempting under a lease without a row", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept("media:a", { receivedAt: simulation.now + 20 });
    simulation.accept("media:a", { receivedAt: simulation.now + 20 });
    simulation.report(lease(simulation), {});
    const outstanding = lease(simulation);

    simulation.restart();
    simulation.wake();

    expect(simulation.leases).toEqual([outstanding]);
    expect(simulation.dueAt()).toBe(outstanding.until);
  });

  it("keeps to the end of an outstanding lease, also when the timeout has been shortened since", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { timeoutSeconds: 25 } })]);
    simulation.accept("media:a");
    simulation.accept("media:a");
    simulation.report(lease(simulation), {});
    const outstanding = lease(simulation);
    simulation.configure([subscriptionOf("sub_1", { policy: { timeoutSeconds: 1 } })]);

    simulation.restart();
    simulation.now += 8_000;
    simulation.wake();

    expect(simulation.leases).toEqual([outstanding]);
  });

  it("goes on at once with what was due long after its last lease", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [300] } })]);
    simulation.accept("media:a");
    simulation.report(lease(simulation), failed());
    simulation.restart();

    simulation.wakeWhenDue();

    expect(lease(simulation)).toMatchObject({ sequence: 1, attempt: 2 });
  });

  it("loses no slot when lanes have merged under it", () => {
    const simulation = new Simulation([
      subscriptionOf("sub_1", { policy: { maxInFlight: 2, ordering: "none" } }),
    ]);
    simulation.accept("media:a");
    simulation.accept("media:a");
    expect(simulation.leases).toHaveLength(2);
    simulation.configure([subscriptionOf("sub_1", { policy: { maxInFlight: 1, ordering: "stream" } })]);

    simulation.restart();
    simulation.leases = [];
    for (let turn = 0; turn < 10 && simulation.wakeWhenDue(); turn++) {
      for (const out of [...simulation.leases]) simulation.report(out, {});
    }

    expect(simulation.state.subscriptions.get("sub_1")?.inFlight).toBe(0);
    expect(simulation.state.lanes.size).toBe(0);
  });

  it("does not call an endpoint that said that it is gone, before or after an unrelated change", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept("media:a");
    simulation.report(lease(simulation), failed(410));

    simulation.restart();
    simulation.accept("media:b");
    simulation.configure([subscriptionOf("sub_1"), subscriptionOf("sub_2")]);
    simulation.accept("media:c");

    expect(simulation.leases.map((out) => out.target.subscriptionId)).toEqual(["sub_2"]);
  });
});

describe("a wake with more to do than one alarm may call for", () => {
  it("forgets nobody: the next alarm goes on", () => {
    const many = Array.from({ length: 45 }, (_, index) => subscriptionOf(`sub_${index}`));
    const simulation = new Simulation(many);
    simulation.accept("media:a");
    simulation.now += 250;

    simulation.wake();
    expect(simulation.dueAt()).toBe(simulation.now + 250);
    simulation.wakeWhenDue();

    expect(new Set(simulation.leases.map((out) => out.target.subscriptionId)).size).toBe(45);
  });
});

describe("a subscription that gives up its order", () => {
  it("lets go at once of what stood behind a failing head", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [36_000] } })]);
    simulation.accept("media:a");
    simulation.accept("media:a");
    simulation.report(lease(simulation), failed());

    simulation.configure([
      subscriptionOf("sub_1", { policy: { retrySchedule: [36_000], ordering: "none" } }),
    ]);
    simulation.wakeWhenDue();

    expect(lease(simulation)).toMatchObject({ sequence: 2 });
  });
});
