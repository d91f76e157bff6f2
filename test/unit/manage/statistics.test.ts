import { describe, expect, it } from "vitest";
import { bucketCounts } from "../../../src/manage/statistics/count-window.ts";
import { percentileMs } from "../../../src/manage/statistics/percentile.ts";
import { bucketsOf, ROLLED_UP_MS, type WindowName, WINDOWS } from "../../../src/manage/statistics/windows.ts";
import { countDuration, countOf, countOutcome, noCounts } from "../../../src/record/counts.ts";

const NOW = Date.parse("2026-11-01T12:34:56.789Z");
const NAMES = Object.keys(WINDOWS) as WindowName[];

function durations(...list: number[]) {
  const counts = noCounts();
  for (const durationMs of list) countDuration(counts, durationMs);
  return counts;
}

function deliveries(count: number) {
  const counts = noCounts();
  for (let i = 0; i < count; i++) countOutcome(counts, "delivered");
  return counts;
}

describe("the buckets of a window", () => {
  it.each(NAMES)("of %s are contiguous, aligned, and the last one holds the moment", (name) => {
    const { bucketMs, buckets } = WINDOWS[name];

    const starts = bucketsOf(name, NOW);

    expect(starts).toHaveLength(buckets);
    expect(starts.every((at) => at % bucketMs === 0)).toBe(true);
    expect(starts.slice(1).every((at, i) => at - (starts[i] ?? 0) === bucketMs)).toBe(true);
    expect(NOW - (starts.at(-1) ?? 0)).toBeLessThan(bucketMs);
  });

  it("longer than a day can be told from what is rolled up", () => {
    const long = NAMES.filter((name) => name.endsWith("d"));

    expect(long.map((name) => WINDOWS[name].bucketMs % ROLLED_UP_MS)).toEqual([0, 0]);
  });

  it("hold what the record has and what the coordinators have beyond it, and nothing from before", () => {
    const [first = 0, second = 0] = bucketsOf("1h", NOW);
    const row = (interval: number, count: number) => ({ subject: "s", interval, counts: deliveries(count) });

    const buckets = bucketCounts("1h", NOW, {
      recorded: [row(first - 1, 100), row(first, 1), row(second, 2)],
      live: [row(second + 1, 3)],
    });

    expect(buckets.map(({ counts }) => countOf(counts, "delivered")).slice(0, 3)).toEqual([1, 5, 0]);
  });
});

describe("a percentile", () => {
  it("is null where there was no attempt", () => {
    expect(percentileMs(noCounts(), 0.5)).toBeNull();
  });

  it("lies in the bin that holds it", () => {
    const counts = durations(
      ...Array.from({ length: 95 }, () => 40),
      ...Array.from({ length: 5 }, () => 900),
    );

    expect(percentileMs(counts, 0.5)).toBe(38);
    expect(percentileMs(counts, 0.95)).toBe(50);
    expect(percentileMs(counts, 0.96)).toBeGreaterThan(750);
    expect(percentileMs(counts, 1)).toBe(1_000);
  });

  it("grows with its share, and never passes the longest timeout", () => {
    const counts = durations(1, 10, 11, 99, 100, 1_234, 9_999, 24_999, 60_000);

    const shares = Array.from({ length: 100 }, (_, i) => percentileMs(counts, (i + 1) / 100) ?? -1);

    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.at(-1)).toBe(25_000);
  });
});
