import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../../tools/scale/limits.ts";
import { onPlatform, ONE_MACHINE } from "../../../../tools/scale/operation-costs.ts";
import type { Load } from "../../../../tools/scale/partition-model.ts";
import { oneLane } from "../../../../tools/scale/partition-points.ts";
import { mean, percentile } from "../../../../tools/scale/percentile.ts";
import { simulatePartition } from "../../../../tools/scale/simulate-partition.ts";
import { simulateRecord } from "../../../../tools/scale/simulate-record.ts";
import {
  ARRIVAL_TOLERANCE,
  isConserved,
  MEASURED_POINTS,
  model,
  RATE_TOLERANCE,
} from "../../../../tools/scale/validation.ts";

const PLATFORM = onPlatform(LIMITS.objectRequestsPerSecond.value);

function load(own: Partial<Load> = {}): Load {
  return {
    arrivals: { kind: "open", perSecond: 100 },
    events: 1_500,
    fanOut: 2,
    streams: { among: 200 },
    endpoint: { median: 120, p99: 900 },
    slots: 100,
    ...own,
  };
}

const LOADS: Readonly<Record<string, Load>> = {
  "at random": load(),
  "with streams that meet": load({ streams: { among: 20 } }),
  "with few slots": load({ slots: 5, events: 400 }),
  "to ten subscriptions": load({ fanOut: 10, events: 500 }),
  "in a closed loop": load({ arrivals: { kind: "closed", connections: 16 } }),
  "that nobody wants": load({ fanOut: 0 }),
};

describe("a simulated partition", () => {
  it.each(Object.entries(LOADS))(
    "loses and invents nothing and keeps every lane in order: events %s",
    (_, own) => {
      const result = simulatePartition(own, PLATFORM, 5);

      expect(result.accepted).toBe(own.events);
      expect(isConserved(result, own.fanOut)).toBe(true);
      expect(result.pending).toBe(0);
      expect(result.inversions).toBe(0);
    },
  );

  it.each(Object.entries(LOADS))("obeys Little's law: events %s", (_, own) => {
    const { meanInSystem, eventsPerSecond, finishedAfter } = simulatePartition(own, PLATFORM, 5);

    expect(meanInSystem / ((eventsPerSecond * mean(finishedAfter)) / 1000)).toBeCloseTo(1, 6);
  });

  it("plays the same for a seed and something else for another", () => {
    const play = (seed: number) => simulatePartition(load(), PLATFORM, seed);

    expect(play(1)).toEqual(play(1));
    expect(play(1).finishedAfter).not.toEqual(play(2).finishedAfter);
  });

  it("has a Deliverer attempt at once what the event's own Worker has no connection for", () => {
    const slow = load({
      arrivals: { kind: "open", perSecond: 0.2 },
      events: 20,
      fanOut: 10,
      endpoint: { median: 2_000, p99: 3_000 },
    });

    const { arrivedAfter } = simulatePartition(slow, PLATFORM, 5);

    expect(arrivedAfter).toHaveLength(200);
    expect(percentile(arrivedAfter, 1)).toBeLessThan(100);
  });

  it("is never busier than always, and lets in no more than the object's limit", () => {
    const over = simulatePartition(
      load({ arrivals: { kind: "open", perSecond: 800 }, fanOut: 1 }),
      PLATFORM,
      5,
    );

    expect(over.gateBusy).toBeLessThanOrEqual(1);
    expect(over.objectRequests / over.elapsedMs).toBeLessThanOrEqual(
      LIMITS.objectRequestsPerSecond.value / 1000,
    );
    expect(percentile(over.acknowledgedAfter, 0.99)).toBeGreaterThan(150);
  });

  it("gets no faster in one lane than its endpoint allows", () => {
    const perSecond = oneLane(100);

    expect(perSecond).toBeLessThan(1000 / 100);
    expect(perSecond).toBeGreaterThan(1000 / 300);
  });

  it("has fewer turns than requests when much comes at once", () => {
    const { turns, objectRequests } = simulatePartition(LOADS["in a closed loop"] ?? load(), ONE_MACHINE, 5);

    expect(turns).toBeLessThan(objectRequests / 2);
  });
});

describe("the model of one machine", () => {
  it.each(MEASURED_POINTS)("makes the rate that the bench has measured: $scenario", (point) => {
    expect(Math.abs(model(point).eventsPerSecond / point.eventsPerSecond - 1)).toBeLessThan(RATE_TOLERANCE);
  });

  it("makes the median arrival that the bench has measured where lanes decide it", () => {
    for (const point of MEASURED_POINTS.filter(({ scenario }) => scenario === "deliver")) {
      expect(Math.abs(model(point).arrivedP50 / (point.arrivedP50 ?? NaN) - 1)).toBeLessThan(
        ARRIVAL_TOLERANCE,
      );
    }
  });
});

describe("a simulated record", () => {
  it("takes in what came but for what is on its way", () => {
    const result = simulateRecord({ partitions: [50, 20], lonePerSecond: 5, seconds: 60 }, 9);

    expect(result.recorded + result.waiting).toBe(result.arrived);
    expect(result.waiting).toBeLessThan(60);
    expect(result.recordedAfter).toHaveLength(result.recorded);
    expect(percentile(result.recordedAfter, 0)).toBeGreaterThan(0);
  });

  it("gathers: a busy partition makes far fewer transactions than events", () => {
    const { transactions, recorded } = simulateRecord(
      { partitions: [200], lonePerSecond: 0, seconds: 30 },
      9,
    );

    expect(transactions).toBeLessThan(recorded / 20);
  });

  it("falls behind when lone events ask for more transactions than one writer makes", () => {
    const calm = simulateRecord({ partitions: [], lonePerSecond: 60, seconds: 30 }, 9);
    const over = simulateRecord({ partitions: [], lonePerSecond: 150, seconds: 30 }, 9);

    expect(calm.busy).toBeLessThan(0.75);
    expect(over.busy).toBeGreaterThan(0.95);
    expect(over.waiting).toBeGreaterThan(1_000);
  });
});
