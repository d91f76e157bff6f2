/** What is counted of events and deliveries. */
const OUTCOMES = ["accepted", "duplicates", "delivered", "failed", "retried"] as const;

/**
 * Upper edges of the bins that attempts are counted in by their duration, in milliseconds; above the last is one more.
 * The longest timeout that a subscription may have is 25 s.
 */
export const DURATION_EDGES_MS = [
  10, 25, 50, 100, 175, 250, 500, 750, 1_000, 2_500, 5_000, 10_000, 25_000,
] as const;

/** The columns of a table of counts, in the order of `Counts`. */
export const COUNT_COLUMNS: readonly string[] = [
  ...OUTCOMES,
  ...DURATION_EDGES_MS.map((edge) => `within_${edge}`),
  "longer",
  "duration_sum",
];

/** Numbers in the order of `COUNT_COLUMNS`: outcomes, attempts by duration, milliseconds of all attempts together. */
export type Counts = number[];

export type CountedOutcome = (typeof OUTCOMES)[number];

const FIRST_BIN = OUTCOMES.length;
const BINS = DURATION_EDGES_MS.length + 1;
const DURATION_SUM = FIRST_BIN + BINS;

/** The subject under which a category's events and deliveries are counted. */
export function categorySubject(category: string): string {
  return `category:${category}`;
}

export function noCounts(): Counts {
  return COUNT_COLUMNS.map(() => 0);
}

export function countOf(counts: Counts, outcome: CountedOutcome): number {
  return counts[OUTCOMES.indexOf(outcome)] ?? 0;
}

export function countOutcome(counts: Counts, outcome: CountedOutcome): void {
  add(counts, OUTCOMES.indexOf(outcome), 1);
}

/** @param durationMs of one attempt, with an answer or without. */
export function countDuration(counts: Counts, durationMs: number): void {
  const bin = DURATION_EDGES_MS.findIndex((edge) => durationMs <= edge);
  add(counts, FIRST_BIN + (bin === -1 ? BINS - 1 : bin), 1);
  add(counts, DURATION_SUM, Math.round(durationMs));
}

/** Attempts in each bin, the open one last. */
export function durationBins(counts: Counts): number[] {
  return counts.slice(FIRST_BIN, FIRST_BIN + BINS);
}

/** Milliseconds of all attempts together. */
export function durationSumMs(counts: Counts): number {
  return counts[DURATION_SUM] ?? 0;
}

export function sumOf(one: Counts, other: Counts): Counts {
  return one.map((count, at) => count + (other[at] ?? 0));
}

export function differenceOf(one: Counts, other: Counts): Counts {
  return one.map((count, at) => count - (other[at] ?? 0));
}

function add(counts: Counts, at: number, more: number): void {
  counts[at] = (counts[at] ?? 0) + more;
}
