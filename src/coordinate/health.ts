import type { Instant } from "../platform/clock.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A subscription that had no success for so long is disabled: the default retries last three days. */
export const FAILING_DAYS = 5;
const FAILING_MS = FAILING_DAYS * DAY_MS;
/** A failure whose retry comes so soon leaves no row: most endpoints are back by then, and five days can spare it. */
const SOON_MS = 60_000;
/** Partitions ask each other for the last success: where there are several it is stored, no more often than this. */
const STORE_EVERY_MS = HOUR_MS;

/** How a subscription fares in one partition. Changed in place: it is touched by every attempt. */
export interface Health {
  /** The first failure after the last success; null while all is well. */
  failingSince: Instant | null;
  lastSuccessAt: Instant | null;
  /** Whether the operator was told of this episode of failing. */
  isWarned: boolean;
  /** What the stored row says; null where there is none. */
  stored: { isFailing: boolean; lastSuccessAt: Instant | null } | null;
}

/** The part of it that is stored. */
export type StoredHealth = Omit<Health, "stored">;

export function newHealth(): Health {
  return { failingSince: null, lastSuccessAt: null, isWarned: false, stored: null };
}

export function restoreHealth(row: StoredHealth): Health {
  const { failingSince, lastSuccessAt } = row;
  return { ...row, stored: { isFailing: failingSince !== null, lastSuccessAt } };
}

/** What is to be stored. From here on it counts as stored. */
export function storeHealth(health: Health): StoredHealth {
  const { stored: _, ...row } = health;
  health.stored = { isFailing: row.failingSince !== null, lastSuccessAt: row.lastSuccessAt };
  return row;
}

/**
 * Notes a success: an episode of failing is over.
 * @param isShared whether other partitions may ask for it. @returns whether its row has to be written.
 */
export function noteSuccess(health: Health, now: Instant, isShared: boolean): boolean {
  health.lastSuccessAt = now;
  health.failingSince = null;
  health.isWarned = false;
  if (health.stored?.isFailing) return true;
  return isShared && now - (health.stored?.lastSuccessAt ?? 0) >= STORE_EVERY_MS;
}

/**
 * Notes a failed attempt: the first one starts the clock. An object that sleeps until the retry remembers what is stored.
 * @param retryAt when it is tried again; null = never. @returns whether its row has to be written.
 */
export function noteFailure(health: Health, now: Instant, retryAt: Instant | null): boolean {
  health.failingSince ??= now;
  if (health.stored?.isFailing) return false;
  return retryAt === null || retryAt - now > SOON_MS;
}

/** Whether the failure that was just noted is one too many. */
export function isOverdue(health: Health, now: Instant): boolean {
  return now >= disablesAt(health);
}

/** When the next failure disables the subscription; infinity while all is well. */
export function disablesAt({ failingSince }: Health): Instant {
  return failingSince === null ? Number.POSITIVE_INFINITY : failingSince + FAILING_MS;
}

/**
 * Notes what another partition knows: its last success counts for all.
 * @param at as stored there: the true one may be younger by as much as it is stored seldom.
 */
export function noteSiblingSuccess(health: Health, at: Instant, now: Instant): void {
  if (health.failingSince === null) return;
  health.failingSince = Math.max(health.failingSince, Math.min(at + STORE_EVERY_MS, now));
}
