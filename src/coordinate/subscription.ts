import type { Sealed } from "../platform/sealed.ts";
import type { Filters } from "../match/filters.ts";

/** How a subscription wants its deliveries made. Ranges: manage/subscriptions/limits.ts. */
export interface DeliveryPolicy {
  ordering: "stream" | "none";
  /** How long a failing head may hold its lane before it is parked; null = until its retries are exhausted. */
  maxBlockSeconds: number | null;
  /** Seconds from one failed attempt to the next; its length is the number of retries. */
  retrySchedule: readonly number[];
  /** The whole exchange: from the first byte sent to the last byte of the answer that is read. */
  timeoutSeconds: number;
  /** Attempts under way at once, over all partitions of the tenant. */
  maxInFlight: number;
  /** Attempts per second over all partitions, or null for no limit. */
  ratePerSecond: number | null;
}

/** What an attempt needs to know about the endpoint. Travels inside a lease; secrets stay sealed until they sign. */
export interface Target {
  subscriptionId: string;
  url: string;
  headers: StoredHeaders;
  signature: "standard" | "fastpix";
  /** Newest first. While secrets overlap after a rotation, each of them signs. */
  secrets: readonly SigningSecret[];
  timeoutSeconds: number;
}

/**
 * A tenant's own headers, checked when saved: sealed for the row `subscription:{subscriptionId}:headers` as one JSON
 * object. In clear where there are none, and in what was stored before headers were sealed.
 */
export type StoredHeaders = Sealed | Readonly<Record<string, string>>;

export interface SigningSecret {
  /** Sealed for the row `subscription:{subscriptionId}`; opens to `whsec_` + base64. */
  sealed: Sealed;
  /** Epoch milliseconds after which it signs no more; null = stays. */
  expiresAt: number | null;
}

/** The coordinator's own copy of one subscription: everything that matching and delivery need, without D1. */
export interface CoordinatedSubscription {
  id: string;
  status: "enabled" | "paused" | "disabled";
  filters: Filters;
  policy: DeliveryPolicy;
  target: Target;
}

/** How a tenant's streams came to be spread over its partitions. */
export interface Layout {
  /** The version of the configuration that brought the present number of partitions; 0 = the tenant was made with it. */
  version: number;
  /** The number of partitions before, while streams have yet to move; null = none moves. */
  before: number | null;
  /** Whether no stream may move for the moment, because a replay runs over them. */
  isHeld: boolean;
}

/** A tenant's subscriptions at one version of its configuration. A coordinator only moves to a higher version. */
export interface Configuration {
  tenantId: string;
  /** Grows by one with every change of the tenant or one of its subscriptions. */
  version: number;
  /** Over how many coordinators `maxInFlight` and `ratePerSecond` are shared out. */
  partitions: number;
  /** Absent where a Worker of an earlier version pushes. */
  layout?: Layout;
  /** Days that the record keeps events. Absent where a Worker of an earlier version pushes. */
  retentionDays?: number;
  /** Where the tenant's record is (record/record-databases.ts). Absent where a Worker of an earlier version pushes. */
  recordDatabase?: string | null;
  subscriptions: CoordinatedSubscription[];
}
