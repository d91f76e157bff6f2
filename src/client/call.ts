/** Options of one call; each overrides what the client was made with. */
export interface Call {
  /** Ends the call, and the wait for its next try. */
  signal?: AbortSignal | undefined;
  /** How long one try may take, in milliseconds. */
  timeoutMs?: number | undefined;
  /** How often a failed try is repeated. 0 = never. */
  maxRetries?: number | undefined;
  /**
   * Names a POST, so that repeating it does nothing twice. Made for each call; give your own to be safe across
   * restarts of your program as well.
   */
  idempotencyKey?: string | undefined;
}
