import type { Instant } from "../platform/clock.ts";

/** An alarm may not be set for this very moment from inside the handler: workerd drops it (workerd #6866). */
const SOONEST_MS = 1;

/** The earliest of all due times, or null where nothing is due ever. */
export function earliest(dueTimes: readonly (Instant | null)[]): Instant | null {
  const least = dueTimes.reduce<number>(
    (soFar, at) => Math.min(soFar, at ?? soFar),
    Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(least) ? least : null;
}

/** When the alarm is to be set for what is due at `due`: what is overdue is done at once. */
export function alarmTime(due: Instant, now: Instant): Instant {
  return Math.max(due, now + SOONEST_MS);
}
