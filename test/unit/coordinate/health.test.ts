import { describe, expect, it } from "vitest";
import { conclude } from "../../../src/coordinate/watch-health.ts";
import { attempt, ONE_TRY } from "../../support/builders/attempt.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function statusOf(simulation: Simulation): string | undefined {
  return simulation.state.subscriptions.get("sub_1")?.subscription.status;
}

describe("a subscription without a success", () => {
  it("is disabled by the first failure five days after the first one, and not before", () => {
    const simulation = new Simulation([ONE_TRY]);
    const begin = simulation.now;
    attempt(simulation, "fail");

    simulation.now = begin + 5 * DAY_MS - 1;
    attempt(simulation, "fail");
    const before = statusOf(simulation);
    simulation.now = begin + 5 * DAY_MS;
    attempt(simulation, "fail");

    expect(before).toBe("enabled");
    expect(statusOf(simulation)).toBe("disabled");
    expect(simulation.state.unprojectedDisablements).toMatchObject([
      { subscriptionId: "sub_1", reason: "no success for 5 days" },
    ]);
    expect(simulation.told.at(-1)).toMatchObject({
      type: "subscription.disabled",
      data: { tenantId: "ten_1", subscriptionId: "sub_1", reason: "no success for 5 days" },
    });
  });

  it("is disabled in time although the coordinator was restarted again and again", () => {
    const halfDays = Array.from({ length: 14 }, () => 43_200);
    const policy = { retrySchedule: [60, ...halfDays], maxBlockSeconds: null };
    const simulation = new Simulation([subscriptionOf("sub_1", { policy })]);
    const begin = simulation.now;
    simulation.accept("media:a");

    while (statusOf(simulation) === "enabled") {
      for (const lease of [...simulation.leases]) simulation.report(lease, failed(503));
      simulation.restart();
      if (!simulation.wakeWhenDue()) break;
    }

    expect(statusOf(simulation)).toBe("disabled");
    expect(simulation.now - begin).toBeGreaterThanOrEqual(5 * DAY_MS);
    expect(simulation.now - begin).toBeLessThan(6 * DAY_MS);
  });

  it("is not disabled when something succeeds in between: the clock starts anew", () => {
    const simulation = new Simulation([ONE_TRY]);
    const begin = simulation.now;
    attempt(simulation, "fail");
    simulation.now = begin + 4 * DAY_MS;
    attempt(simulation, "succeed");
    simulation.restart();

    simulation.now = begin + 6 * DAY_MS;
    attempt(simulation, "fail");

    expect(statusOf(simulation)).toBe("enabled");
  });

  it("is not disabled by the success that ends the five days", () => {
    const simulation = new Simulation([ONE_TRY]);
    attempt(simulation, "fail");

    simulation.now += 6 * DAY_MS;
    attempt(simulation, "succeed");

    expect(statusOf(simulation)).toBe("enabled");
  });

  it.each([
    ["is enabled again", { status: "disabled" as const }, {}],
    ["is resumed", { status: "paused" as const }, {}],
    ["gets another address", {}, { target: { ...ONE_TRY.target, url: "https://elsewhere.example/hook" } }],
  ])("has its five days anew, and its first attempt at once, when it %s", (_, before, after) => {
    const simulation = new Simulation([ONE_TRY]);
    for (let failures = 0; failures < 5; failures++) attempt(simulation, "fail");
    simulation.configure([{ ...ONE_TRY, ...before }]);

    simulation.now += 6 * DAY_MS;
    simulation.configure([{ ...ONE_TRY, ...after }]);
    attempt(simulation, "fail");

    expect(statusOf(simulation)).toBe("enabled");
  });

  it("keeps what it has waiting when it is disabled, and gets it when it is enabled", () => {
    const simulation = new Simulation([ONE_TRY]);
    attempt(simulation, "fail");
    simulation.now += 5 * DAY_MS;
    attempt(simulation, "fail");
    simulation.accept("media:waits");
    const held = simulation.leases.length;

    simulation.turn(() => (simulation.state.unprojectedDisablements = []));
    simulation.configure([{ ...ONE_TRY, status: "disabled" }]);
    simulation.configure([ONE_TRY]);
    simulation.wakeWhenDue();

    expect(held).toBe(0);
    expect(simulation.leases).toMatchObject([{ stream: "media:waits", attempt: 1 }]);
  });
});

describe("of a tenant with several partitions", () => {
  function failedForFiveDays(): Simulation {
    const simulation = new Simulation([ONE_TRY], { partitions: 3 });
    attempt(simulation, "fail");
    simulation.now += 5 * DAY_MS;
    attempt(simulation, "fail");
    return simulation;
  }

  it("a subscription is not disabled before the other partitions were asked", () => {
    const simulation = failedForFiveDays();

    expect(statusOf(simulation)).toBe("enabled");
    expect([...simulation.state.suspects].map(({ subscription }) => subscription.id)).toEqual(["sub_1"]);
  });

  it("it is disabled when none of them has seen a success, or only one from before", () => {
    const simulation = failedForFiveDays();

    simulation.turn(() => conclude(simulation.state, "sub_1", simulation.now - 6 * DAY_MS));

    expect(statusOf(simulation)).toBe("disabled");
  });

  it("a success in another one counts: the five days begin with it", () => {
    const simulation = failedForFiveDays();
    const success = simulation.now - 2 * DAY_MS;

    simulation.turn(() => conclude(simulation.state, "sub_1", success));
    simulation.restart();
    simulation.now = success + 5 * DAY_MS;
    attempt(simulation, "fail");
    const atFive = simulation.state.suspects.size;
    simulation.now = success + 5 * DAY_MS + HOUR_MS;
    attempt(simulation, "fail");

    expect(statusOf(simulation)).toBe("enabled");
    // What is stored of a success is up to an hour old.
    expect([atFive, simulation.state.suspects.size]).toEqual([0, 1]);
  });
});

describe("what is stored of a subscription's health", () => {
  it("is nothing while all is well", () => {
    const simulation = new Simulation([ONE_TRY]);

    for (let events = 0; events < 5; events++) {
      attempt(simulation, "succeed");
      simulation.now += DAY_MS;
    }

    expect(simulation.tables.health.healths().size).toBe(0);
  });

  it("is nothing where a retry succeeds within a minute", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [5, 5] } })]);

    attempt(simulation, "fail");
    simulation.wakeWhenDue();
    for (const lease of [...simulation.leases]) simulation.report(lease, {});

    expect(simulation.tables.health.healths().size).toBe(0);
  });

  it("is the last success to the hour where other partitions may ask", () => {
    const simulation = new Simulation([ONE_TRY], { partitions: 2 });
    const begin = simulation.now;
    const stored = new Set<number | null | undefined>();

    for (let minute = 0; minute < 90; minute++) {
      simulation.now = begin + minute * MINUTE_MS;
      attempt(simulation, "succeed");
      stored.add(simulation.tables.health.healths().get("sub_1")?.lastSuccessAt);
    }

    expect([...stored]).toEqual([begin, begin + HOUR_MS]);
  });
});
