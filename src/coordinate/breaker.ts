import type { Instant } from "../platform/clock.ts";

/** Failures in a row, over all lanes of a subscription, that open its breaker. */
export const FAILURES_TO_OPEN = 5;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** A subscription's circuit breaker. Closed while `openUntil` is null. */
export interface Breaker {
  failuresInRow: number;
  /** While open: before it nothing goes; from then on one probe may. */
  openUntil: Instant | null;
  /** How often it has opened since the last success: the wait doubles each time. */
  opened: number;
}

export const CLOSED: Breaker = { failuresInRow: 0, openUntil: null, opened: 0 };

export function afterSuccess(breaker: Breaker): Breaker {
  return breaker.failuresInRow === 0 && breaker.openUntil === null ? breaker : CLOSED;
}

/**
 * After a failure at `now`. An open breaker reopens only once its wait is over: what failed before that
 * was already under way when it opened and says nothing new.
 */
export function afterFailure(breaker: Breaker, now: Instant): Breaker {
  const failuresInRow = breaker.failuresInRow + 1;
  if (breaker.openUntil !== null && now < breaker.openUntil) return { ...breaker, failuresInRow };
  if (failuresInRow < FAILURES_TO_OPEN) return { ...breaker, failuresInRow };
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** breaker.opened, LONGEST_WAIT_MS);
  return { failuresInRow, openUntil: now + waitMs, opened: breaker.opened + 1 };
}

/** `probe`: one attempt may go, and nothing beside it. */
export function breakerState(breaker: Breaker, now: Instant): "closed" | "open" | "probe" {
  if (breaker.openUntil === null) return "closed";
  return now < breaker.openUntil ? "open" : "probe";
}
