/** What the tenant decides about filters and delivery. Stored as one JSON object, every field always present. */
export interface SubscriptionSettings {
  categories: readonly string[];
  eventTypes: readonly string[];
  ordering: "stream" | "none";
  maxBlockSeconds: number | null;
  retrySchedule: readonly number[];
  timeoutSeconds: number;
  maxInFlight: number;
  rateLimit: { perSecond: number } | null;
  headers: Readonly<Record<string, string>>;
  signature: "standard" | "fastpix";
  metadata: Readonly<Record<string, unknown>>;
}
