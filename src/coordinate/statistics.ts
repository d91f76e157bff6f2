import type { Instant } from "../platform/clock.ts";
import {
  categorySubject,
  type CountedOutcome,
  countDuration,
  countOutcome,
  type Counts,
  differenceOf,
  noCounts,
} from "../record/counts.ts";
import type { StatisticRow } from "../record/statistics.sql.ts";
import type { Verdict } from "./verdict.ts";

/** How finely time is told apart. The API's shortest buckets are as long. */
export const INTERVAL_MS = 5 * 60_000;
/** Intervals kept for a record that does not answer: three hours, then the oldest are given up. */
const MAX_INTERVALS = 36;

interface Tally {
  counts: Counts;
  /** What the record has of it. */
  sent: Counts | null;
  isChanged: boolean;
}

interface Interval {
  /** Its beginning. */
  at: Instant;
  /** A subscription's id, or the subject of a category -> its counts. */
  tallies: Map<string, Tally>;
}

/** What a coordinator has counted since it was built. In memory alone: losing it loses a minute of statistics. */
export interface Statistics {
  /** When the coordinator was built: its rows are told from those of its earlier lives by this. */
  incarnation: Instant;
  /** Oldest first; those that are over go when the record has them. */
  intervals: Interval[];
  /** Everything since it was built. */
  totals: Counts;
  /** When something first changed that the last report does not tell; null = it tells all. */
  changedAt: Instant | null;
  lastChangeAt: Instant;
}

export function newStatistics(now: Instant): Statistics {
  return { incarnation: now, intervals: [], totals: noCounts(), changedAt: null, lastChangeAt: 0 };
}

/** Notes that the last report does not tell all any more. */
export function markChanged(statistics: Statistics, now: Instant): void {
  statistics.changedAt ??= now;
  statistics.lastChangeAt = now;
}

/** Counts an event under the first of its categories, so that all categories together are all events. */
export function countArrival(
  statistics: Statistics,
  { category, outcome, now }: { category: string; outcome: "accepted" | "duplicates"; now: Instant },
): void {
  countOutcome(tallyOf(statistics, categorySubject(category), now), outcome);
  countOutcome(statistics.totals, outcome);
}

const COUNTED_AS: Readonly<Record<Verdict["verdict"], CountedOutcome>> = {
  delivered: "delivered",
  gone: "delivered",
  retry: "retried",
  exhausted: "failed",
};

/** Counts an attempt and what it meant, for its subscription and for its event's first category. */
export function countAttempt(
  statistics: Statistics,
  attempt: {
    subscriptionId: string;
    category: string;
    verdict: Verdict["verdict"];
    durationMs: number;
    now: Instant;
  },
): void {
  const outcome = COUNTED_AS[attempt.verdict];
  const counted = [
    tallyOf(statistics, attempt.subscriptionId, attempt.now),
    tallyOf(statistics, categorySubject(attempt.category), attempt.now),
    statistics.totals,
  ];
  for (const counts of counted) {
    countOutcome(counts, outcome);
    countDuration(counts, attempt.durationMs);
  }
}

/** At most `limit` rows that the record does not have as they are, oldest first. Copies: counting goes on meanwhile. */
export function unsentRows(statistics: Statistics, limit: number): StatisticRow[] {
  const rows: StatisticRow[] = [];
  for (const { at, tallies } of statistics.intervals) {
    for (const [subject, { counts, isChanged }] of tallies) {
      if (!isChanged) continue;
      if (rows.length >= limit) return rows;
      rows.push({ subject, interval: at, counts: [...counts] });
    }
  }
  return rows;
}

/** Notes that the record has these rows, and lets go of intervals that are over and known. */
export function markSent(statistics: Statistics, rows: readonly StatisticRow[], now: Instant): void {
  const byInterval = new Map(statistics.intervals.map((interval) => [interval.at, interval]));
  for (const { subject, interval, counts } of rows) {
    const tally = byInterval.get(interval)?.tallies.get(subject);
    if (!tally) continue;
    tally.sent = counts;
    tally.isChanged = tally.counts.some((count, at) => count !== counts[at]);
  }
  const isKnown = ({ tallies }: Interval) => [...tallies.values()].every(({ isChanged }) => !isChanged);
  statistics.intervals = statistics.intervals.filter(
    (interval) => interval.at === intervalAt(now) || !isKnown(interval),
  );
  if (!statistics.intervals.every(isKnown)) markChanged(statistics, now);
}

/** What the record does not have yet: to be added to what it has. */
export function unsentDifferences(statistics: Statistics): StatisticRow[] {
  return statistics.intervals.flatMap(({ at, tallies }) =>
    [...tallies]
      .filter(([, { isChanged }]) => isChanged)
      .map(([subject, { counts, sent }]) => ({
        subject,
        interval: at,
        counts: sent ? differenceOf(counts, sent) : [...counts],
      })),
  );
}

function intervalAt(now: Instant): Instant {
  return now - (now % INTERVAL_MS);
}

function tallyOf(statistics: Statistics, subject: string, now: Instant): Counts {
  markChanged(statistics, now);
  let interval = statistics.intervals.at(-1);
  // A clock that steps back goes on counting where it was.
  if (!interval || now >= interval.at + INTERVAL_MS) {
    interval = { at: intervalAt(now), tallies: new Map() };
    statistics.intervals.push(interval);
    if (statistics.intervals.length > MAX_INTERVALS) statistics.intervals.shift();
  }
  let tally = interval.tallies.get(subject);
  if (!tally) {
    tally = { counts: noCounts(), sent: null, isChanged: true };
    interval.tallies.set(subject, tally);
  }
  tally.isChanged = true;
  return tally.counts;
}
