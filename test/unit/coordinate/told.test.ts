import { describe, expect, it } from "vitest";
import { dueNotices } from "../../../src/coordinate/notice.ts";
import { attempt, ONE_TRY } from "../../support/builders/attempt.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const MINUTE_MS = 60_000;

function typesTold(simulation: Simulation): string[] {
  return simulation.told.map(({ type }) => type);
}

describe("the operator", () => {
  it("is warned once when deliveries are given up, until something succeeds", () => {
    const simulation = new Simulation([ONE_TRY]);

    attempt(simulation, "fail");
    simulation.restart();
    attempt(simulation, "fail");
    attempt(simulation, "succeed");
    attempt(simulation, "fail");

    expect(typesTold(simulation).filter((type) => type === "subscription.failing")).toHaveLength(2);
    expect(typesTold(simulation).filter((type) => type === "delivery.exhausted")).toHaveLength(3);
  });

  it("hears of each delivery that was given up, with what its last attempt came to", () => {
    const simulation = new Simulation([ONE_TRY]);

    const stream = attempt(simulation, "fail");

    expect(simulation.told).toMatchObject([
      {
        type: "delivery.exhausted",
        about: { type: "subscription", id: "sub_1" },
        suppressed: 0,
        data: {
          tenantId: "ten_1",
          stream,
          sequence: 1,
          position: 1,
          attemptCount: 1,
          error: "http_status",
          statusCode: 503,
        },
      },
      { type: "subscription.failing", data: { failingSince: new Date(simulation.now).toISOString() } },
    ]);
  });

  it("does not hear that a delivery was given up which somebody has skipped while it was under way", () => {
    const simulation = new Simulation([ONE_TRY]);
    const { eventId } = simulation.accept("media:a");
    const [lease] = simulation.leases;

    simulation.obey({ command: "skip", eventId, subscriptionId: ONE_TRY.id });
    if (lease) simulation.report(lease, failed());

    expect(typesTold(simulation)).toEqual([]);
  });

  it("is told at once what waited for its window where the clock was put back", () => {
    const simulation = new Simulation([ONE_TRY]);
    for (let i = 0; i < 12; i++) attempt(simulation, "fail");
    simulation.now -= 10 * MINUTE_MS;

    const due = simulation.turn(() => dueNotices(simulation.state, 100));

    expect(due).toHaveLength(simulation.told.length);
  });

  it("hears of a retry that goes on as long as it is no failure for good", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [5] } })]);

    attempt(simulation, "fail");

    expect(simulation.told).toEqual([]);
  });

  it("hears of a delivery that has left its lane", () => {
    const policy = { retrySchedule: [3_600], maxBlockSeconds: 60 };
    const simulation = new Simulation([subscriptionOf("sub_1", { policy })]);
    attempt(simulation, "fail");

    simulation.wakeWhenDue();

    expect(simulation.told).toMatchObject([
      { type: "delivery.parked", data: { attemptCount: 1, nextAttemptAt: expect.any(String) as unknown } },
    ]);
  });

  it("hears once of an endpoint that answers 410, also where several attempts are under way", () => {
    const simulation = new Simulation([ONE_TRY]);
    for (const stream of ["media:a", "media:b", "media:c"]) simulation.accept(stream);

    for (const lease of [...simulation.leases]) simulation.report(lease, failed(410));

    expect(simulation.told).toMatchObject([
      { type: "subscription.disabled", data: { reason: "the endpoint answered 410 Gone" } },
    ]);
  });

  it("gets ten of a kind in a minute, and the rest summed up in one", () => {
    const simulation = new Simulation([
      subscriptionOf("sub_1", { policy: { retrySchedule: [], maxInFlight: 100 } }),
    ]);
    for (let stream = 0; stream < 100; stream++) simulation.accept(`flood:${stream}`);
    const begin = simulation.now;

    while (simulation.now < begin + MINUTE_MS) {
      for (const lease of [...simulation.leases]) simulation.report(lease, failed(503));
      if (!simulation.wakeWhenDue()) break;
    }
    const exhausted = simulation.told.filter(({ type }) => type === "delivery.exhausted");

    const given = [...simulation.state.open.values()].filter(
      ({ deliveries }) => deliveries[0]?.status === "failed",
    ).length;
    expect(given).toBeGreaterThan(11);
    expect(exhausted).toHaveLength(11);
    expect(exhausted.at(-1)?.suppressed).toBe(given - 11);
  });

  it("loses nothing of it when the coordinator restarts", () => {
    const simulation = new Simulation([ONE_TRY]);
    attempt(simulation, "fail");
    const told = simulation.told;

    simulation.restart();

    expect(simulation.told).toEqual(told);
  });
});
