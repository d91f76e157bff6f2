import { LIMITS } from "./limits.ts";
import { RECORD, RECORD_GATHER_MS } from "./operation-costs.ts";
import { tenantRates } from "./traffic.ts";

/** Share of a database's writing that a deployment should plan with: what is left is for bursts. */
const PLANNED_SHARE = 0.5;
/** Of a database's bytes: nobody moves a tenant out of a database that is full. */
export const PLANNED_FILL = 0.7;

const SECONDS_PER_DAY = 86_400;
/** Statistics are told when a partition has been quiet for this long; `QUIET_MS` of src/coordinate/reporter.ts. */
const QUIET_SECONDS = 5;

/** How much traffic there is, and what each event needs. */
export interface Demand {
  eventsPerSecond: number;
  tenants: number;
  /** `accept` and its settles; alarms are few. */
  objectRequestsPerEvent: number;
  recordBytesPerEvent: number;
  retentionDays: number;
}

/** What a deployment has to have. */
export interface Deployment {
  /** Of the busiest tenant. */
  busiestPerSecond: number;
  /** Partitions that the busiest tenant needs, whether it may have them or not. */
  busiestPartitions: number;
  /** Partitions of all tenants, each with as many as it may have. */
  partitions: number;
  /** Tenants that need more partitions than a tenant may have. */
  tooBusyTenants: number;
  /** Databases that the bytes take, and those that the writing takes: the larger number counts. */
  databasesBySize: number;
  databasesByWriting: number;
  /** Bytes that the record keeps. */
  recordBytes: number;
  /** Days for which the busiest tenant's events fit into one database. */
  busiestFitsDays: number;
  /** Share of what a cron deletes in a minute that becomes too old in a minute. */
  pruning: number;
}

/** Events a second to plan with for one partition. */
export function partitionCapacity(objectRequestsPerEvent: number): number {
  return LIMITS.plannedRequestsPerSecond.value / objectRequestsPerEvent;
}

/** Works out what a demand needs, with traffic that falls with the rank of a tenant. */
export function deploymentFor(demand: Demand): Deployment {
  const { eventsPerSecond, recordBytesPerEvent, retentionDays } = demand;
  const capacity = partitionCapacity(demand.objectRequestsPerEvent);
  const rates = tenantRates(eventsPerSecond, demand.tenants);
  const needed = rates.map((rate) => Math.max(1, Math.ceil(rate / capacity)));
  const allowed = LIMITS.partitions.value;
  const bytesPerDay = recordBytesPerEvent * SECONDS_PER_DAY;
  const busiestPerSecond = rates[0] ?? 0;
  const recordBytes = eventsPerSecond * bytesPerDay * retentionDays;
  const room = LIMITS.databaseBytes.value * PLANNED_FILL;
  return {
    busiestPerSecond,
    busiestPartitions: needed[0] ?? 0,
    partitions: needed.reduce((sum, own) => sum + Math.min(own, allowed), 0),
    tooBusyTenants: needed.reduce((sum, own) => sum + (own > allowed ? 1 : 0), 0),
    databasesBySize: Math.ceil(recordBytes / room),
    databasesByWriting: Math.ceil(writingShare(rates, needed) / PLANNED_SHARE),
    recordBytes,
    busiestFitsDays: room / (busiestPerSecond * bytesPerDay),
    pruning: (eventsPerSecond * 60) / LIMITS.prunedPerMinute.value,
  };
}

/**
 * How many writers would be busy all the time. A partition makes at most one transaction per round of its projector;
 * with less traffic, one for each event. A quiet one tells its statistics after each event, in one more.
 */
function writingShare(rates: Float64Array, partitions: Float64Array): number {
  const roundsPerSecond = 1000 / (RECORD_GATHER_MS + RECORD.fixedMs);
  const msPerSecond = rates.reduce((sum, rate, tenant) => {
    const perPartition = rate / (partitions[tenant] ?? 1);
    const transactions = Math.min(perPartition, roundsPerSecond) + Math.min(perPartition, 1 / QUIET_SECONDS);
    return sum + (partitions[tenant] ?? 1) * transactions * RECORD.fixedMs + rate * RECORD.perEventMs;
  }, 0);
  return msPerSecond / 1000;
}
