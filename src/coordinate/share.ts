/**
 * This partition's share of a subscription's slots: the shares of all partitions add up to exactly
 * `maxInFlight`. The API refuses a `maxInFlight` below the tenant's partitions, so no share should be zero; where a
 * change of both at once leaves one, it is one all the same, or its lanes would wait for ever.
 * @param partitions of both layouts, while streams move from one to the other
 */
export function slotShare(maxInFlight: number, partition: number, partitions: number): number {
  const rest = maxInFlight % partitions;
  return Math.max(1, Math.floor(maxInFlight / partitions) + (partition < rest ? 1 : 0));
}

/** This partition's share of a subscription's rate, in attempts per second. */
export function rateShare(ratePerSecond: number, partitions: number): number {
  return ratePerSecond / partitions;
}
