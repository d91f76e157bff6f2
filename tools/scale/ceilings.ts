import { type Deployment, PLANNED_FILL } from "./deployment.ts";
import { LIMITS } from "./limits.ts";

/** How long an event of the busiest tenant is kept, and how long it holds a slot of its subscription. */
export interface Holding {
  retentionDays: number;
  /** Mean time from lease to outcome, in milliseconds. */
  leasedMs: number;
}

/** Something that a deployment runs into, and how far it is: 1 is the limit itself. */
export interface Ceiling {
  what: string;
  used: number;
}

/** Every ceiling with its use, the closest first. */
export function ceilingsOf(deployment: Deployment, { leasedMs, retentionDays }: Holding): Ceiling[] {
  const { busiestPerSecond, busiestPartitions, busiestFitsDays, recordBytes, pruning } = deployment;
  const databases = Math.max(deployment.databasesBySize, deployment.databasesByWriting);
  const slots = (busiestPerSecond * leasedMs) / 1000;
  const ceilings = [
    { what: "size of the busiest tenant's database", used: (retentionDays / busiestFitsDays) * PLANNED_FILL },
    { what: "D1 storage of the account", used: recordBytes / LIMITS.accountBytes.value },
    { what: "D1 databases bound to one Worker", used: databases / LIMITS.bindings.value },
    { what: "retention's deletions", used: pruning },
    { what: "partitions of the busiest tenant", used: busiestPartitions / LIMITS.partitions.value },
    { what: "attempts at once for one subscription", used: slots / LIMITS.maxInFlight.value },
  ];
  return ceilings.toSorted((one, other) => other.used - one.used);
}

/** Deliveries a second to which `maxInFlight` holds one subscription. */
export function subscriptionCeiling(leasedMs: number): number {
  return (LIMITS.maxInFlight.value * 1000) / leasedMs;
}
