import { type Deployment, PLANNED_FILL } from "./deployment.ts";
import { LIMITS } from "./limits.ts";

/** How much of each limit a deployment uses: 1 is the limit itself. */
export interface Ceilings {
  /** Partitions of the busiest tenant. */
  partitions: number;
  /** Attempts at once for a subscription of the busiest tenant. */
  slots: number;
  /** Size of the busiest tenant's database. */
  database: number;
  /** D1 storage of the account. */
  account: number;
  /** What the cron can delete of what becomes too old. */
  deletions: number;
}

/** @param leasedMs from a lease to its outcome, on average */
export function ceilingsOf(deployment: Deployment, retentionDays: number, leasedMs: number): Ceilings {
  const { busiestPerSecond, busiestPartitions, busiestFitsDays, recordBytes, pruning } = deployment;
  return {
    partitions: busiestPartitions / LIMITS.partitions.value,
    slots: busiestPerSecond / subscriptionCeiling(leasedMs),
    database: (retentionDays / busiestFitsDays) * PLANNED_FILL,
    account: recordBytes / LIMITS.accountBytes.value,
    deletions: pruning,
  };
}

/** Deliveries a second to which `maxInFlight` holds one subscription. */
export function subscriptionCeiling(leasedMs: number): number {
  return (LIMITS.maxInFlight.value * 1000) / leasedMs;
}
