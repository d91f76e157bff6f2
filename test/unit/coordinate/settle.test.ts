import { describe, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

function onlyLease(simulation: Simulation): Lease {
  const [lease, ...more] = simulation.leases;
  if (!lease || more.length > 0) throw new Error(`${simulation.leases.length} leases are out, not one`);
  return lease;
}

function statuses(simulation: Simulation): string[] {
  return [...simulation.state.open.values()].flatMap((event) =>
    event.deliveries.map((delivery) => delivery.status),
  );
}

describe("a failing delivery", () => {
  it("is tried once and as often as its schedule says, then fails and lets the next one go", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [1, 1] } })]);
    simulation.accept("media:a");
    simulation.accept("media:a");

    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(onlyLease(simulation)).toMatchObject({ sequence: 1, attempt });
      simulation.report(onlyLease(simulation), failed());
      if (attempt < 3) simulation.wakeWhenDue();
    }

    expect(statuses(simulation)).toEqual(["failed", "pending"]);
    expect(onlyLease(simulation)).toMatchObject({ sequence: 2, attempt: 1 });
  });

  it("is delivered when its last attempt succeeds, and nothing is switched off", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [1] } })]);
    simulation.accept("media:a");
    simulation.report(onlyLease(simulation), failed());
    simulation.wakeWhenDue();

    simulation.report(onlyLease(simulation), {});

    expect(statuses(simulation)).toEqual(["delivered"]);
    expect(simulation.state.subscriptions.get("sub_1")?.subscription.status).toBe("enabled");
  });

  it("is tried again also where its subscription asks for other events by then", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [1] } })]);
    simulation.accept("media:a", { type: "video.media.ready" });
    simulation.report(onlyLease(simulation), failed());

    const filters = { categories: [], eventTypes: ["video.media.deleted"] };
    simulation.configure([subscriptionOf("sub_1", { filters, policy: { retrySchedule: [1] } })]);
    simulation.wakeWhenDue();

    expect(onlyLease(simulation)).toMatchObject({ type: "video.media.ready", attempt: 2 });
  });

  it("has one attempt with an empty schedule", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [] } })]);
    simulation.accept("media:a");

    simulation.report(onlyLease(simulation), failed());

    expect(statuses(simulation)).toEqual(["failed"]);
  });

  it("is parked when it has blocked for long enough, and goes on being retried beside its lane", () => {
    const policy = { retrySchedule: [3_600], maxBlockSeconds: 60 };
    const simulation = new Simulation([subscriptionOf("sub_1", { policy })]);
    simulation.accept("media:a");
    simulation.accept("media:a");
    simulation.report(onlyLease(simulation), failed());

    simulation.wakeWhenDue();
    const flowedOn = onlyLease(simulation);
    simulation.report(flowedOn, {});
    simulation.wakeWhenDue();
    const retried = onlyLease(simulation);
    simulation.report(retried, {});

    expect(flowedOn).toMatchObject({ sequence: 2 });
    expect(retried).toMatchObject({ sequence: 1, attempt: 2 });
    expect(statuses(simulation)).toEqual(["delivered", "delivered"]);
  });
});

describe("a report about a lease that has ended", () => {
  it("counts when it is a success: the endpoint has the event", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept("media:a");
    const ended = onlyLease(simulation);
    simulation.now = ended.until;
    simulation.wake();

    simulation.report(ended, {});
    simulation.report(onlyLease(simulation), failed());

    expect(statuses(simulation)).toEqual(["delivered"]);
  });

  it("does not count twice when it is a failure", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept("media:a");
    const lease = onlyLease(simulation);

    simulation.report(lease, failed());
    simulation.report(lease, failed());

    const [event] = simulation.state.open.values();
    expect(event?.deliveries[0]?.attemptCount).toBe(1);
  });
});

describe("a subscription", () => {
  it("is disabled by 410 Gone, and its lanes wait", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept("media:a");
    simulation.accept("media:a");

    simulation.report(onlyLease(simulation), failed(410));
    simulation.accept("media:b");

    expect(simulation.leases).toEqual([]);
    expect(statuses(simulation)).toEqual(["delivered", "pending", "pending"]);
    expect(simulation.state.subscriptions.get("sub_1")?.subscription.status).toBe("disabled");
  });

  it("keeps its lanes while paused and goes on where it stopped", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { status: "paused" })]);
    simulation.accept("media:a");
    simulation.accept("media:a");
    expect(simulation.leases).toEqual([]);
    expect(simulation.dueAt()).toBeNull();

    simulation.configure([subscriptionOf("sub_1")]);
    simulation.wakeWhenDue();

    expect(onlyLease(simulation)).toMatchObject({ sequence: 1 });
  });

  it("that is deleted leaves nothing waiting", () => {
    const simulation = new Simulation([subscriptionOf("sub_1"), subscriptionOf("sub_2")]);
    simulation.accept("media:a");
    simulation.accept("media:a");

    simulation.configure([subscriptionOf("sub_2")]);

    expect(statuses(simulation)).toEqual(["skipped", "pending", "skipped", "pending"]);
    expect(simulation.state.lanes.size).toBe(1);
  });

  it("has no more attempts under way than maxInFlight, and refills as they settle", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { maxInFlight: 2 } })]);
    for (const stream of ["media:a", "media:b", "media:c", "media:d"]) simulation.accept(stream);
    expect(simulation.leases.map((lease) => lease.stream)).toEqual(["media:a", "media:b"]);

    const [first] = simulation.leases;
    if (first) simulation.report(first, {});

    expect(simulation.leases.map((lease) => lease.stream)).toEqual(["media:b", "media:c"]);
  });

  it("that fails five times in a row gets one probe after ten seconds, and all again when that succeeds", () => {
    const policy = { retrySchedule: [600], maxInFlight: 5, ordering: "none" as const };
    const simulation = new Simulation([subscriptionOf("sub_1", { policy })]);
    for (let event = 0; event < 8; event++) simulation.accept("media:a");
    for (const lease of [...simulation.leases]) simulation.report(lease, failed(), 0);
    expect(simulation.leases).toEqual([]);
    const opened = simulation.now;

    simulation.wakeWhenDue();
    expect(simulation.now - opened).toBe(10_000);
    expect(simulation.leases).toHaveLength(1);
    simulation.report(onlyLease(simulation), {});

    expect(simulation.leases).toHaveLength(2);
  });

  it("that is down does not hold up the lanes of another", () => {
    const down = subscriptionOf("sub_down", { policy: { retrySchedule: [5] } });
    const simulation = new Simulation([down, subscriptionOf("sub_up")]);
    simulation.accept("media:a");
    const [first, second] = simulation.leases;
    if (!first || !second) throw new Error("two leases are out");

    simulation.report(first, { error: "timeout" });
    simulation.report(second, {});
    simulation.accept("media:a");

    expect(onlyLease(simulation)).toMatchObject({ sequence: 2, target: { subscriptionId: "sub_up" } });
  });
});
