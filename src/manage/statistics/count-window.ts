import type { LiveReport } from "../../coordinate/status.ts";
import type { Instant } from "../../platform/clock.ts";
import { countOf, type Counts, noCounts, sumOf } from "../../record/counts.ts";
import type { StatisticRow } from "../../record/statistics.sql.ts";
import { percentileMs } from "./percentile.ts";
import { bucketsOf, type WindowName, WINDOWS } from "./windows.ts";

/** Counts in every bucket of a window, oldest first. */
export type CountedBuckets = { at: Instant; counts: Counts }[];

/**
 * Sorts rows into the buckets of a window; what lies before it is left out.
 * @param recorded and what coordinators have beyond it: the two are added.
 */
export function bucketCounts(
  name: WindowName,
  now: Instant,
  { recorded, live }: { recorded: readonly StatisticRow[]; live: readonly StatisticRow[] },
): CountedBuckets {
  const { bucketMs } = WINDOWS[name];
  const buckets = new Map(bucketsOf(name, now).map((at) => [at, noCounts()]));
  for (const { interval, counts } of [...recorded, ...live]) {
    const at = interval - (interval % bucketMs);
    const soFar = buckets.get(at);
    if (soFar) buckets.set(at, sumOf(soFar, counts));
  }
  return [...buckets].map(([at, counts]) => ({ at, counts }));
}

export function totalOf(buckets: CountedBuckets): Counts {
  return buckets.reduce((total, { counts }) => sumOf(total, counts), noCounts());
}

export function viewOutcomes(counts: Counts) {
  return {
    delivered: countOf(counts, "delivered"),
    failed: countOf(counts, "failed"),
    retried: countOf(counts, "retried"),
    p50Ms: percentileMs(counts, 0.5),
    p95Ms: percentileMs(counts, 0.95),
  };
}

export function viewArrivals(counts: Counts) {
  return { accepted: countOf(counts, "accepted"), duplicates: countOf(counts, "duplicates") };
}

/** What several partitions say of the moment, as one. */
export function viewNow(reports: readonly LiveReport[]) {
  const sum = (pick: (report: LiveReport) => number) => reports.reduce((total, one) => total + pick(one), 0);
  const oldest = reports
    .map(({ status }) => status.oldestUndeliveredAt)
    .filter((at) => at !== null)
    .toSorted((one, other) => one - other)
    .at(0);
  return {
    openEvents: sum(({ status }) => status.openEvents),
    oldestUndeliveredAt: oldest ?? null,
    // Every partition has a breaker of its own for a subscription.
    openBreakers: sum(({ status }) => status.openBreakers),
    unrecorded: sum(({ status }) => status.unrecorded),
  };
}
