/**
 * This partition's share of a subscription's slots: the shares of all partitions add up to exactly
 * `maxInFlight`. The API refuses a `maxInFlight` below the tenant's partitions, so no share is zero.
 */
export function slotShare(maxInFlight: number, partition: number, partitions: number): number {
  const rest = maxInFlight % partitions;
  return Math.floor(maxInFlight / partitions) + (partition < rest ? 1 : 0);
}

/** This partition's share of a subscription's rate, in attempts per second. */
export function rateShare(ratePerSecond: number, partitions: number): number {
  return ratePerSecond / partitions;
}
