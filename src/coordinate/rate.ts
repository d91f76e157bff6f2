import type { Instant } from "../platform/clock.ts";

/** What may be saved up: a twentieth of a second's worth, so that no second sees more than 5 % above the rate. */
const SAVED_SECONDS = 0.05;

/** A token bucket: holds little more than one token, so that attempts are spread and not sent in bursts. */
export interface RateBucket {
  tokens: number;
  /** When `tokens` was true. */
  at: Instant;
}

/** A full bucket. */
export function fullBucket(perSecond: number, now: Instant): RateBucket {
  return { tokens: capacity(perSecond), at: now };
}

/** When the next attempt may go: `now` when a token is there already. */
export function nextTokenAt(bucket: RateBucket, perSecond: number, now: Instant): Instant {
  const { tokens } = refill(bucket, perSecond, now);
  return tokens >= 1 ? now : now + Math.ceil(((1 - tokens) / perSecond) * 1000);
}

/** The bucket after an attempt went at `now`. */
export function takeToken(bucket: RateBucket, perSecond: number, now: Instant): RateBucket {
  const { tokens } = refill(bucket, perSecond, now);
  return { tokens: tokens - 1, at: now };
}

function refill(bucket: RateBucket, perSecond: number, now: Instant): RateBucket {
  const gained = (Math.max(0, now - bucket.at) / 1000) * perSecond;
  return { tokens: Math.min(capacity(perSecond), bucket.tokens + gained), at: now };
}

function capacity(perSecond: number): number {
  return Math.max(1, perSecond * SAVED_SECONDS);
}
