import { describe, expect, it } from "vitest";
import type { Command } from "../../../src/coordinate/command.ts";
import type { Delivery } from "../../../src/coordinate/delivery.ts";
import type { AttemptResult, Lease } from "../../../src/coordinate/lease.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const SUB = "sub_1";

function simulationOf(policy: Parameters<typeof subscriptionOf>[1] = {}) {
  const simulation = new Simulation([subscriptionOf(SUB, policy)]);
  const command = (eventId: string, what: Command["command"]) =>
    simulation.obey({ command: what, eventId, subscriptionId: SUB });
  return {
    simulation,
    /** Accepts an event of a stream. @returns its id */
    accept: (stream = "media:a") => simulation.accept(stream).eventId,
    /** Reports the only lease that is out. */
    report: (result: Partial<AttemptResult>) => simulation.report(only(simulation), result),
    command,
    delivery: (id: string): Delivery | undefined =>
      simulation.everything().find((event) => event.id === id)?.deliveries[0],
  };
}

function only(simulation: Simulation): Lease {
  const [lease, ...more] = simulation.leases;
  if (!lease || more.length > 0) throw new Error(`${simulation.leases.length} leases are out, not one`);
  return lease;
}

describe("a retry", () => {
  it("of a head that waits goes before its time", () => {
    const { simulation, accept, report, command } = simulationOf({ policy: { retrySchedule: [36_000] } });
    const id = accept();
    report(failed());

    command(id, "retry");
    simulation.wakeWhenDue();

    expect(only(simulation)).toMatchObject({ eventId: id, attempt: 2 });
    expect(simulation.dueAt()).toBeLessThan(simulation.now + 60_000);
  });

  it("of what stands behind another says what it waits for, and changes nothing", () => {
    const { accept, report, command, delivery } = simulationOf();
    const first = accept();
    const second = accept();
    report(failed());

    const obeyed = command(second, "retry");

    expect(obeyed).toEqual({
      result: "refused",
      refusal: { because: "behind", eventId: first, position: 1 },
    });
    expect(delivery(second)?.status).toBe("pending");
  });

  it("of what has left the coordinator takes it back from the record, on a schedule that begins anew", () => {
    const { simulation, accept, report, command, delivery } = simulationOf({
      policy: { retrySchedule: [1] },
    });
    const id = accept();
    report(failed());
    simulation.wakeWhenDue();
    report(failed());
    simulation.project();
    expect(simulation.state.open.size).toBe(0);

    command(id, "retry");
    simulation.wakeWhenDue();
    report(failed());
    const afterOne = delivery(id)?.status;
    simulation.wakeWhenDue();
    report(failed());

    expect(afterOne).toBe("pending");
    expect(delivery(id)).toMatchObject({ status: "failed", attemptCount: 4, position: 1 });
  });

  it("waits for no event of its stream and lets none wait", () => {
    const { simulation, accept, report, command } = simulationOf({ policy: { retrySchedule: [] } });
    const first = accept();
    report(failed());
    simulation.project();
    command(first, "retry");
    simulation.wakeWhenDue();

    const second = accept();

    expect(simulation.leases.map(({ eventId }) => eventId)).toEqual([first, second]);
  });

  it("of its own accord goes on when the filters let such events through no more", () => {
    const { simulation, accept, report } = simulationOf();
    const id = accept();
    report(failed());
    const filters = { categories: [], eventTypes: ["video.media.deleted"] };
    simulation.configure([subscriptionOf(SUB, { filters })]);

    simulation.wakeWhenDue();

    expect(only(simulation)).toMatchObject({ eventId: id, attempt: 2 });
  });

  it.each(["paused", "disabled"] as const)("is refused while the subscription is %s", (status) => {
    const { simulation, accept, report, command, delivery } = simulationOf({ policy: { retrySchedule: [] } });
    const id = accept();
    report(failed());
    simulation.configure([subscriptionOf(SUB, { status })]);

    expect(command(id, "retry")).toEqual({ result: "refused", refusal: { because: status } });
    expect(delivery(id)?.status).toBe("failed");
  });

  it("of what has arrived is refused, and of what is unknown", () => {
    const { accept, report, command } = simulationOf();
    const id = accept();
    report({});

    expect(command(id, "retry")).toMatchObject({ refusal: { because: "delivered" } });
    expect(command("evt_unknown", "retry")).toMatchObject({ refusal: { because: "unknown" } });
  });

  it("of a skipped one that had stood in its lane holds nobody up", () => {
    const { simulation, accept, report, command } = simulationOf({ policy: { maxInFlight: 10 } });
    accept();
    const second = accept();
    const third = accept();
    command(second, "skip");

    command(second, "retry");
    report({});

    expect(simulation.leases.map(({ eventId }) => eventId).toSorted()).toEqual([second, third]);
    expect(simulation.state.lanes.size).toBe(2);
  });
});

describe("a skip", () => {
  it("lets the lane flow on at once", () => {
    const { simulation, accept, report, command, delivery } = simulationOf();
    const first = accept();
    const second = accept();
    report(failed());

    command(first, "skip");
    simulation.wakeWhenDue();

    expect(only(simulation)).toMatchObject({ eventId: second, attempt: 1 });
    expect(delivery(first)).toMatchObject({ status: "skipped", attemptCount: 1 });
  });

  it("of an attempt that is under way keeps its slot and records the failure that comes later", () => {
    const { simulation, accept, command, delivery } = simulationOf({ policy: { maxInFlight: 1 } });
    const first = accept();
    accept("media:b");
    const [lease] = simulation.leases;
    command(first, "skip");
    simulation.project();
    simulation.wake();
    expect(simulation.leases).toHaveLength(1);

    if (lease) simulation.report(lease, failed());
    simulation.project();

    expect(delivery(first)).toMatchObject({ status: "skipped", attemptCount: 1 });
    expect(only(simulation)).toMatchObject({ stream: "media:b" });
    expect(simulation.state.open.size).toBe(1);
  });

  it("of an attempt that is under way gives way to its success: the endpoint has the event", () => {
    const { accept, report, command, delivery } = simulationOf();
    const id = accept();
    command(id, "skip");

    report({});

    expect(delivery(id)).toMatchObject({ status: "delivered", attemptCount: 1 });
  });

  it("lets go of the event also when no outcome ever comes", () => {
    const { simulation, accept, command } = simulationOf();
    command(accept(), "skip");
    simulation.project();

    simulation.wakeWhenDue();
    simulation.project();

    expect(simulation.state.open.size).toBe(0);
    expect(simulation.state.subscriptions.get(SUB)?.inFlight).toBe(0);
  });

  it("of what is settled is refused", () => {
    const { accept, report, command } = simulationOf();
    const id = accept();
    report({});

    expect(command(id, "skip")).toMatchObject({ refusal: { because: "settled" } });
  });
});

describe("a coordinator that took an event back and was killed", () => {
  it("knows it once, as it is now, also where its first row is still there", () => {
    const { simulation, accept, report, command } = simulationOf({ policy: { retrySchedule: [] } });
    const held = accept("media:held");
    report(failed());
    const id = accept();
    report(failed());
    simulation.projectOnly(id);
    command(id, "retry");
    simulation.restart();
    simulation.wakeWhenDue();

    const leased = simulation.leases.map(({ eventId }) => eventId);
    const open = [...simulation.state.open.values()].map(({ head }) => head.id);

    expect(leased).toEqual([id]);
    expect(open.toSorted()).toEqual([held, id].toSorted());
  });

  it("gives its number to no other event", () => {
    const { simulation, accept, report, command } = simulationOf({ policy: { retrySchedule: [] } });
    const id = accept();
    report(failed());
    simulation.project();
    command(id, "retry");
    simulation.wakeWhenDue();
    const { ordinal } = only(simulation);
    report({});
    simulation.project();
    simulation.restart();

    accept("media:b");

    expect(only(simulation).ordinal).toBeGreaterThan(ordinal);
  });
});
