import type { StoredHeaders } from "../coordinate/subscription.ts";
import type { PayloadFilter } from "../match/parse-filter.ts";

/** What the tenant decides about filters and delivery. Stored as one JSON object. */
export interface SubscriptionSettings {
  categories: readonly string[];
  eventTypes: readonly string[];
  /** On the payload; null = none. Rows that were written before there were such filters lack it. */
  filter?: PayloadFilter | null;
  ordering: "stream" | "none";
  maxBlockSeconds: number | null;
  retrySchedule: readonly number[];
  timeoutSeconds: number;
  maxInFlight: number;
  rateLimit: { perSecond: number } | null;
  headers: StoredHeaders;
  signature: "standard" | "fastpix";
  metadata: Readonly<Record<string, unknown>>;
}
