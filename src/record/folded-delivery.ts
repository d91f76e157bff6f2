/** What a delivery is, at any moment. Everything but `pending` and `parked` is settled. */
export type DeliveryStatus = "pending" | "delivered" | "failed" | "parked" | "skipped";

/** What an undelivered delivery is waiting for. */
export type WaitsFor = "previous" | "retry" | "breaker" | "rate" | "paused" | "slot";

/**
 * One delivery as it stands inside its event's row. Names are short because it is stored once per delivery;
 * an absent field means null or "nothing to tell". Instants are epoch milliseconds.
 */
export interface FoldedDelivery {
  /** Subscription id. */
  s: string;
  /** Position in its lane, from 1. */
  p: number;
  st: DeliveryStatus;
  /** Attempts made so far. */
  n: number;
  /** When it reached its final status. */
  at?: number;
  /** When the next attempt is due. */
  next?: number;
  w?: WaitsFor;
  /**
   * The only attempt, where it succeeded at once with a short answer: at, duration in ms, status code, answer.
   * Every other attempt has a row of its own in the table `attempt`.
   */
  a?: [at: number, durationMs: number, statusCode: number, responseBody?: string];
}
