import type { Instant } from "../platform/clock.ts";
import { type CoordinatorStatus, upsertStatus } from "./coordinator-status.sql.ts";
import type { Counts } from "./counts.ts";
import type { ProjectionCost } from "./projection.sql.ts";
import { type StatisticRow, upsertStatistics } from "./statistics.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

/** What a coordinator writes about itself at once. */
export interface Report {
  incarnation: Instant;
  rows: StatisticRow[];
  status: CoordinatorStatus;
  /** Everything that this partition has counted in all of its lives. */
  totals: Counts;
}

/** Writes a report in one transaction. May be repeated: all numbers are absolute. @throws what D1 throws */
export async function writeReport(
  db: RecordDatabase,
  place: { tenantId: string; partition: number },
  { incarnation, rows, status, totals }: Report,
): Promise<ProjectionCost> {
  const counter = { ...place, incarnation };
  const statements = [upsertStatistics(db, counter, rows), upsertStatus(db, counter, { status, totals })];
  const results = await db.batch(statements);
  const rowsWritten = results.reduce((sum, { meta }) => sum + (meta.rows_written ?? 0), 0);
  return { statements: statements.length, rowsWritten };
}
