import type { Instant } from "../platform/clock.ts";

/** An alarm may not be set for this very moment from inside the handler: workerd drops it (workerd #6866). */
const SOONEST_MS = 1;

/**
 * When the coordinator has to wake: the earliest of all due times, or null where nothing is due ever.
 * An overdue time is due at once.
 */
export function nextAlarm(dueTimes: readonly (Instant | null)[], now: Instant): Instant | null {
  const earliest = dueTimes.reduce<number>((least, at) => Math.min(least, at ?? least), Number.POSITIVE_INFINITY);
  return Number.isFinite(earliest) ? Math.max(earliest, now + SOONEST_MS) : null;
}
