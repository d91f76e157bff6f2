import { describe, expect, it } from "vitest";
import {
  countArrival,
  countAttempt,
  INTERVAL_MS,
  markSent,
  newStatistics,
  type Statistics,
  unsentDifferences,
  unsentRows,
} from "../../../src/coordinate/statistics.ts";
import { countOf } from "../../../src/record/counts.ts";

const START = 1_800_000_000_000; // the beginning of an interval
const MANY = 1_000;

function attempt(statistics: Statistics, now: number, verdict: "delivered" | "retry" | "exhausted" | "gone") {
  countAttempt(statistics, { subscriptionId: "sub_1", category: "media", verdict, durationMs: 30, now });
}

function outcomes(rows: ReturnType<typeof unsentRows>) {
  return rows.map(({ subject, interval, counts }) => [
    subject,
    (interval - START) / INTERVAL_MS,
    countOf(counts, "delivered"),
    countOf(counts, "failed"),
    countOf(counts, "retried"),
  ]);
}

describe("what a coordinator counts", () => {
  it("tells delivered, failed and retried apart, for the subscription and for the category", () => {
    const statistics = newStatistics(START);

    for (const verdict of ["retry", "exhausted", "delivered", "gone"] as const) {
      attempt(statistics, START, verdict);
    }

    expect(outcomes(unsentRows(statistics, MANY))).toEqual([
      ["sub_1", 0, 2, 1, 1],
      ["category:media", 0, 2, 1, 1],
    ]);
  });

  it("belongs to the interval in which it happened", () => {
    const statistics = newStatistics(START);

    attempt(statistics, START + INTERVAL_MS - 1, "delivered");
    attempt(statistics, START + INTERVAL_MS, "delivered");

    expect(outcomes(unsentRows(statistics, MANY)).map(([, interval]) => interval)).toEqual([0, 0, 1, 1]);
  });

  it("is told as often as it changes, with absolute numbers", () => {
    const statistics = newStatistics(START);
    attempt(statistics, START, "delivered");
    const first = unsentRows(statistics, MANY);
    markSent(statistics, first, START);

    const nothing = unsentRows(statistics, MANY);
    attempt(statistics, START, "delivered");
    const second = unsentRows(statistics, MANY);

    expect(nothing).toEqual([]);
    expect(outcomes(second)).toEqual([
      ["sub_1", 0, 2, 0, 0],
      ["category:media", 0, 2, 0, 0],
    ]);
  });

  it("that came while a report was under way is told by the next one", () => {
    const statistics = newStatistics(START);
    attempt(statistics, START, "delivered");
    const report = unsentRows(statistics, MANY);
    statistics.changedAt = null;

    attempt(statistics, START + 1, "retry");
    markSent(statistics, report, START + 2);

    expect(statistics.changedAt).toBe(START + 1);
    expect(outcomes(unsentDifferences(statistics))).toEqual([
      ["sub_1", 0, 0, 0, 1],
      ["category:media", 0, 0, 0, 1],
    ]);
  });

  it("is forgotten when its interval is over and told, and not before", () => {
    const statistics = newStatistics(START);
    attempt(statistics, START, "delivered");
    const later = START + INTERVAL_MS;
    countArrival(statistics, { category: "media", outcome: "accepted", now: later });
    const rows = unsentRows(statistics, MANY);

    markSent(statistics, rows.slice(0, 1), later);
    const some = statistics.intervals.length;
    markSent(statistics, rows, later);

    expect([some, statistics.intervals.length]).toEqual([2, 1]);
  });

  it("takes no more memory for a record that does not answer than three hours of it", () => {
    const statistics = newStatistics(START);

    for (let at = 0; at < 100; at++) attempt(statistics, START + at * INTERVAL_MS, "delivered");

    const rows = unsentRows(statistics, MANY);
    expect(rows).toHaveLength(72);
    expect(rows.at(-1)?.interval).toBe(START + 99 * INTERVAL_MS);
    expect(countOf(statistics.totals, "delivered")).toBe(100);
  });

  it("is told in parts where it is much, the oldest first", () => {
    const statistics = newStatistics(START);
    for (let at = 0; at < 10; at++) attempt(statistics, START + at * INTERVAL_MS, "delivered");

    const part = unsentRows(statistics, 4);
    statistics.changedAt = null;
    markSent(statistics, part, START + 10 * INTERVAL_MS);

    expect(part.map(({ interval }) => interval)).toEqual([
      START,
      START,
      START + INTERVAL_MS,
      START + INTERVAL_MS,
    ]);
    expect(statistics.changedAt).not.toBeNull();
    expect(unsentRows(statistics, MANY)).toHaveLength(16);
  });
});
