import { Problem } from "../../platform/problem.ts";
import { DEFAULT_SETTINGS } from "./limits.ts";

/** What a tenant with so many partitions gets where nothing is set: at least one slot for each. */
export function defaultInFlight(partitions: number): number {
  return Math.max(DEFAULT_SETTINGS.maxInFlight, partitions);
}

/**
 * Refuses a `maxInFlight` that cannot be shared out: each partition needs a slot of its own, or the streams in it
 * would wait for ever, and the shares together must not exceed what is set. @throws Problem `invalid`
 */
export function checkShares(maxInFlight: number, partitions: number): void {
  if (maxInFlight >= partitions) return;
  const message = `Must be at least ${partitions}: it is shared out over the tenant's ${partitions} partitions.`;
  throw new Problem("invalid", `/maxInFlight: ${message}`, {
    errors: [{ pointer: "/maxInFlight", message }],
  });
}
