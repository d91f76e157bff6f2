import { describe, expect, it } from "vitest";
import { conclude } from "../../../src/coordinate/watch-health.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// One attempt each, so that every failure is a delivery given up and the next event is free to go.
const ONE_TRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });

let streams = 0;

/** Sends an event on a stream of its own and settles its attempt; first waits until the breaker lets it go. */
function attempt(simulation: Simulation, how: "fail" | "succeed"): void {
  streams += 1;
  simulation.accept(`media:${streams}`);
  while (simulation.leases.length === 0) {
    if (!simulation.wakeWhenDue()) throw new Error("nothing is due and nothing is leased");
  }
  for (const lease of [...simulation.leases]) simulation.report(lease, how === "fail" ? failed(503) : {}, 0);
}

function statusOf(simulation: Simulation): string | undefined {
  return simulation.state.subscriptions.get("sub_1")?.subscription.status;
}

function typesTold(simulation: Simulation): string[] {
  return simulation.told.map(({ type }) => type);
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

    attempt(simulation, "fail");

    const stream = `media:${streams}`;
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
      { type: "delivery.parked", data: { attemptCount: 1, nextAttemptAt: expect.any(String) } },
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
