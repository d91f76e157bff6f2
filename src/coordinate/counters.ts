import type { Instant } from "../platform/clock.ts";
import type { ProjectionCost } from "../record/projection.sql.ts";

/** What a coordinator has cost since it was last built, in the units of the bill. */
export interface Counters {
  /** Tells who compares two readings whether they are of one life: an object that was away counts from zero. */
  builtAt: Instant;
  /** Calls from Workers and alarms: each is an object request. */
  requests: number;
  alarms: number;
  /** Invocations started for deliveries that no ingest Worker makes. */
  deliverers: number;
  /** Transactions: one fsync each. */
  turns: number;
  /** As SQLite reports them, index rows included, and one for each alarm set. */
  rowsWritten: number;
  recordStatements: number;
  recordRowsWritten: number;
}

/** Adds what a write to the record has cost. */
export function noteCost(counters: Counters, { statements, rowsWritten }: ProjectionCost): void {
  counters.recordStatements += statements;
  counters.recordRowsWritten += rowsWritten;
}

export function noCounters(builtAt: Instant): Counters {
  return {
    builtAt,
    requests: 0,
    alarms: 0,
    deliverers: 0,
    turns: 0,
    rowsWritten: 0,
    recordStatements: 0,
    recordRowsWritten: 0,
  };
}
