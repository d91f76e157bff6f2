import type { Instant } from "../../platform/clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far back statistics look, and in how many buckets of which length. No bucket is finer than what is counted. */
export const WINDOWS = {
  "1h": { buckets: 12, bucketMs: 5 * MINUTE_MS },
  "24h": { buckets: 48, bucketMs: 30 * MINUTE_MS },
  "7d": { buckets: 28, bucketMs: 6 * HOUR_MS },
  "30d": { buckets: 30, bucketMs: DAY_MS },
} as const;

export type WindowName = keyof typeof WINDOWS;

/** Counts older than this are kept in buckets of `ROLLED_UP_MS`: the windows that tell more apart do not reach them. */
export const ROLL_UP_AFTER_MS = 26 * HOUR_MS;
/** Divides the buckets of every longer window. */
export const ROLLED_UP_MS = 3 * HOUR_MS;

/** The beginnings of a window's buckets, oldest first, aligned in UTC; the last one holds `now`. */
export function bucketsOf(name: WindowName, now: Instant): Instant[] {
  const { buckets, bucketMs } = WINDOWS[name];
  const last = now - (now % bucketMs);
  return Array.from({ length: buckets }, (_, at) => last - (buckets - 1 - at) * bucketMs);
}
