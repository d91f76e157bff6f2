import type { Instant } from "../platform/clock.ts";

/** Each wait is stretched or shortened by up to this share, so that retries of one outage do not arrive at once. */
export const JITTER = 0.1;

/**
 * When the attempt after failed attempt number `attempt` is due, or null when the schedule is exhausted.
 * @param retryAt what the endpoint asked for: not before. It never shortens a wait, or an outage that answers
 * "Retry-After: 1" would use up days of schedule in a minute.
 * @param chance from 0 (inclusive) to 1 (exclusive).
 */
export function nextAttemptAt(
  schedule: readonly number[],
  { attempt, now, retryAt }: { attempt: number; now: Instant; retryAt?: Instant | undefined },
  chance: number,
): Instant | null {
  const seconds = schedule[attempt - 1];
  if (seconds === undefined) return null;
  const stretch = 1 + JITTER * (2 * chance - 1);
  return Math.max(retryAt ?? now, now + Math.round(seconds * 1000 * stretch));
}
