import type { SubscriptionSettings } from "../../record/subscription-settings.ts";

/** A coordinator holds all of a tenant's subscriptions, and each change pushes them all. */
export const MAX_SUBSCRIPTIONS_PER_TENANT = 1_000;

/** A week: longer than any retry schedule should hold a lane. */
export const MAX_BLOCK_SECONDS = 604_800;
/** A week of two secrets: longer is not a rotation. */
export const MAX_OVERLAP_SECONDS = 604_800;
export const MAX_RETRIES = 20;
export const MIN_RETRY_SECONDS = 1;
/** A week between two attempts of one event. */
export const MAX_RETRY_SECONDS = 604_800;
export const MIN_TIMEOUT_SECONDS = 1;
/** A Worker may go on for 30 s after its answer; the rest is for the way back. */
export const MAX_TIMEOUT_SECONDS = 25;
export const MIN_IN_FLIGHT = 1;
/** Above this an endpoint is better served by several subscriptions. */
export const MAX_IN_FLIGHT = 100;
/** One attempt in ten seconds. */
export const MIN_RATE_PER_SECOND = 0.1;
/** As much as one partition delivers. */
export const MAX_RATE_PER_SECOND = 1_000;
export const MAX_DESCRIPTION_CHARS = 500;

/** As clients give and see them; stored headers are sealed. */
export const DEFAULT_HEADERS: Readonly<Record<string, string>> = {};

/** What an absent setting means; null means it too, but for `maxBlockSeconds`, where null is "never park". */
export const DEFAULT_SETTINGS: Readonly<SubscriptionSettings> = {
  categories: [],
  eventTypes: [],
  filter: null,
  ordering: "stream",
  maxBlockSeconds: 600,
  // 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h: the example of Standard Webhooks, 75.6 h in all.
  retrySchedule: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  timeoutSeconds: 10,
  maxInFlight: 10,
  rateLimit: null,
  headers: DEFAULT_HEADERS,
  signature: "standard",
  metadata: {},
};
