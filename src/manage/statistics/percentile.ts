import { type Counts, DURATION_EDGES_MS, durationBins } from "../../record/counts.ts";

/**
 * The duration, in whole milliseconds, that this share of the attempts did not exceed, estimated inside its bin;
 * null where there were no attempts. What is above the last edge counts as that.
 * @param share from 0 to 1.
 */
export function percentileMs(counts: Counts, share: number): number | null {
  const bins = durationBins(counts);
  const attempts = bins.reduce((sum, count) => sum + count, 0);
  if (attempts === 0) return null;
  const rank = share * attempts;
  let below = 0;
  for (const [at, count] of bins.entries()) {
    if (count > 0 && below + count >= rank) {
      const from = DURATION_EDGES_MS[at - 1] ?? 0;
      const to = DURATION_EDGES_MS[at] ?? from;
      return Math.round(from + ((to - from) * (rank - below)) / count);
    }
    below += count;
  }
  return DURATION_EDGES_MS.at(-1) ?? null;
}
