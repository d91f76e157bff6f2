import { describe, expect, it } from "vitest";
import { apartUsage, unfinishedShare } from "../../../../tools/cost/apart.ts";
import { awakeMsOfLoneEvent, awakeShare } from "../../../../tools/cost/awake.ts";
import { naivePrice, priceApart, priceByPart, priceWithoutLogs } from "../../../../tools/cost/estimate.ts";
import { hooklaneUsage } from "../../../../tools/cost/hooklane-usage.ts";
import { logLines } from "../../../../tools/cost/log-lines.ts";
import { naiveUsage } from "../../../../tools/cost/naive-usage.ts";
import {
  FAN_OUTS,
  findRun,
  ownMeasured,
  runOf,
  SHAPES,
  withBench,
} from "../../../../tools/cost/measured-runs.ts";
import { USUAL } from "../../../../tools/cost/usual.ts";
import { AS_SHIPPED } from "../../../../tools/cost/setup.ts";
import { createRandom, exponential } from "../../../../tools/scale/random.ts";

const measured = ownMeasured();

/** Plays events that come at random and each keep an object awake, and counts how long it was. */
function playAwake(perSecond: number, awakeMs: number, events: number): number {
  const random = createRandom(1);
  let now = 0;
  let awakeUntil = 0;
  let awake = 0;
  for (let event = 0; event < events; event++) {
    now += exponential(random, 1000 / perSecond);
    awake += now + awakeMs - Math.max(now, awakeUntil);
    awakeUntil = now + awakeMs;
  }
  return awake / now;
}

const EVERYTHING_LOGGED = { ...AS_SHIPPED, lines: "every", hasInvocationLogs: true } as const;

describe("how long an object is awake", () => {
  it("is a whole number of the projector's rounds and a write", () => {
    const waking = { gatherMs: 200, recordMs: 30, holdBackMs: 600 };

    expect(awakeMsOfLoneEvent({ ...waking, deliveredAfterMs: 5 })).toBe(230);
    expect(awakeMsOfLoneEvent({ ...waking, deliveredAfterMs: 250 })).toBe(430);
    expect(awakeMsOfLoneEvent({ ...waking, deliveredAfterMs: 60_000 })).toBe(630);
  });

  it("agrees with events that are played", () => {
    for (const perSecond of [0.1, 1, 3]) {
      expect(awakeShare(perSecond, 430)).toBeCloseTo(playAwake(perSecond, 430, 50_000), 1);
    }
    expect(awakeShare(1, 430)).toBeCloseTo(playAwake(1, 430, 50_000), 2);
  });

  it("is nothing without events and never more than always", () => {
    expect(awakeShare(0, 430)).toBe(0);
    expect(awakeShare(1e6, 430)).toBe(1);
  });
});

describe("what an event uses", () => {
  it("is measured for every shape at one subscription, and at every fan-out in the usual shape", () => {
    for (const shape of SHAPES) expect(findRun(measured, shape, 1)).toBeDefined();
    for (const fanOut of FAN_OUTS) expect(findRun(measured, USUAL, fanOut)).toBeDefined();
  });

  it("is what the bench has measured last where the bench has measured it", () => {
    const own = runOf(measured, "full", 1);
    const newer = { ...own, scenario: "deliver", eventsPerSecond: 4321 };
    const others = [
      { ...newer, eventsPerSecond: 1, system: "floor" },
      { ...newer, eventsPerSecond: 2, state: "tmpfs" },
    ];

    const merged = withBench(measured, { on: "2026-12-01", machine: [], runs: [...others, newer] });

    expect(runOf(merged, "full", 1).eventsPerSecond).toBe(4321);
    expect(merged.runs).toHaveLength(measured.runs.length);
    expect(runOf(merged, "full", 3)).toEqual(runOf(measured, "full", 3));
  });

  it("counts the row that retention deletes", () => {
    const run = runOf(measured, "full", 1);

    const { "record: rows": rows } = hooklaneUsage(run, AS_SHIPPED, measured);

    expect(rows["record-rows-written"]).toBeCloseTo(run.perEvent.recordRowsWritten + 1, 10);
  });

  it("is stored for as long as the tenant keeps events", () => {
    const run = runOf(measured, "full", 1);
    const stored = (retentionDays: number) =>
      hooklaneUsage(run, { ...AS_SHIPPED, retentionDays }, measured)["record: storage"]["record-gb-months"] ??
      0;

    expect(stored(30)).toBeCloseTo(30 * stored(1), 15);
  });

  it("is a line per event, per attempt and per invocation, or none", () => {
    const traffic = {
      fanOut: 3,
      perEvent: { ...runOf(measured, "full", 3).perEvent, objectRequests: 2, workerInvocations: 1 },
    };

    expect(logLines(traffic, EVERYTHING_LOGGED)).toBe(7);
    expect(logLines(traffic, { ...EVERYTHING_LOGGED, hasInvocationLogs: false })).toBe(4);
    expect(logLines(traffic, AS_SHIPPED)).toBe(0);
  });

  it("costs the sum of its parts, and logs on top", () => {
    const traffic = { shape: "steady-10", fanOut: 3 } as const;
    const parts = priceByPart(measured, traffic, EVERYTHING_LOGGED);
    const logs = parts.find(([part]) => part === "logs")?.[1] ?? NaN;

    expect(priceWithoutLogs(measured, traffic) + logs).toBeCloseTo(
      parts.reduce((sum, [, price]) => sum + price, 0),
      10,
    );
    expect(logs).toBeGreaterThan(0);
  });

  it("is more where endpoints answer apart, and the same for one that answers at once", () => {
    expect(apartUsage(runOf(measured, "steady-10", 1))["object-requests"]).toBe(0);
    expect(apartUsage(runOf(measured, "steady-10", 10))["object-requests"]).toBeGreaterThan(1);
    expect(unfinishedShare(1)).toBeCloseTo(0.0316, 3); // z = ln(5) / (ln(7.5) / 2.3263)
    expect(unfinishedShare(10)).toBeCloseTo(1 - (1 - unfinishedShare(1)) ** 10, 10);
  });
});

describe("the naive design", () => {
  const setup = { fanOut: 3, eventsPerSecond: 100, endpointMs: 250, retentionMonths: 1, eventBytes: 2_000 };

  it("pays for every delivery again", () => {
    const usage = naiveUsage(setup);

    expect(usage["queue-operations"]).toBe(9);
    expect(usage["object-requests"]).toBe(3);
    expect(usage["record-rows-written"]).toBe(4 + 3 * 8);
    expect(usage["worker-requests"]).toBeCloseTo(1.3, 10);
  });

  it("shares an object's time among answers that overlap", () => {
    const secondsOf = (eventsPerSecond: number) =>
      (naiveUsage({ ...setup, eventsPerSecond })["object-gb-seconds"] ?? 0) / 0.128;

    expect(secondsOf(0.001)).toBeCloseTo(3 * 0.25, 2);
    expect(secondsOf(1000)).toBeCloseTo(3 / 1000, 6);
  });

  it("costs more than Hooklane at every fan-out of the page", () => {
    for (const fanOut of FAN_OUTS) {
      const traffic = { shape: "steady-10", fanOut } as const;
      expect(naivePrice(measured, traffic)).toBeGreaterThan(priceApart(measured, traffic));
    }
  });
});
