import type { Instant } from "../platform/clock.ts";

/** Events of one time bucket share a table that is dropped whole: deleting rows one by one costs as much as writing them. */
const BUCKET_MS = 5 * 60_000;
/** A bucket stays this long after its end: what is under way then is settled and recorded in the meantime. */
const BUCKET_GRACE_MS = 60_000;
/** Ordinals per bucket: 2^26 in five minutes is 223,000 events a second, and the product stays below 2^53. */
const ORDINALS_PER_BUCKET = 2 ** 26;

/**
 * Re-sends are recognised for at least this long and at most twice as long. FastPix publishes no retry schedule;
 * senders of this kind retry for three days.
 */
const SEEN_BUCKET_MS = 4 * 24 * 60 * 60_000;

/** The next event's ordinal: grows without end, and its bucket can be read off it. */
export function nextOrdinal(last: number, now: Instant): number {
  return Math.max(last + 1, Math.floor(now / BUCKET_MS) * ORDINALS_PER_BUCKET);
}

export function bucketOf(ordinal: number): number {
  return Math.floor(ordinal / ORDINALS_PER_BUCKET);
}

export function seenBucketAt(now: Instant): number {
  return Math.floor(now / SEEN_BUCKET_MS);
}

/** Until when something that was seen just now may be recognised. */
export function recognisedUntil(now: Instant): Instant {
  return now + 2 * SEEN_BUCKET_MS;
}

/** When a bucket may be dropped. */
export function bucketDropsAt(bucket: number): Instant {
  return (bucket + 1) * BUCKET_MS + BUCKET_GRACE_MS;
}
