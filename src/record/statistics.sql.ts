import type { Instant } from "../platform/clock.ts";
import { COUNT_COLUMNS, type Counts } from "./counts.ts";
import type { RecordDatabase } from "./record-database.ts";

/** What was counted of one subject in one interval. */
export interface StatisticRow {
  /** A subscription's id, or `category:` and a category's name. */
  subject: string;
  /** Its beginning. */
  interval: Instant;
  counts: Counts;
}

/** Who counted: one life of one partition's coordinator. */
export interface Counter {
  tenantId: string;
  partition: number;
  incarnation: Instant;
}

const KEY = "tenant_id, subject, interval, partition, incarnation";
const COLUMNS = COUNT_COLUMNS.join(", ");
const SUMS = COUNT_COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(", ");
/** Partition and incarnation of what was rolled up. */
const ROLLED_UP = "-1, 0";

const UPSERT = `
INSERT INTO statistic (${KEY}, ${COLUMNS})
SELECT ?1, value->>0, value->>1, ?2, ?3, ${COUNT_COLUMNS.map((_, at) => `value->2->>${at}`).join(", ")}
FROM json_each(?4) WHERE true
ON CONFLICT (${KEY}) DO UPDATE SET ${COUNT_COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ")}`;

/** Writes absolute counts, and so may be repeated. */
export function upsertStatistics(
  db: RecordDatabase,
  { tenantId, partition, incarnation }: Counter,
  rows: readonly StatisticRow[],
): D1PreparedStatement {
  const values = rows.map(({ subject, interval, counts }) => [subject, interval, counts]);
  return db.prepare(UPSERT).bind(tenantId, partition, incarnation, JSON.stringify(values));
}

/**
 * The counts of some subjects since `from`, summed up over partitions and into buckets of `bucketMs`, oldest first.
 * @param subjects few: one lookup each.
 */
export async function readStatistics(
  db: RecordDatabase,
  tenantId: string,
  { subjects, from, bucketMs }: { subjects: readonly string[]; from: Instant; bucketMs: number },
): Promise<StatisticRow[]> {
  const { results } = await db
    .prepare(
      `SELECT subject, interval - interval % ?1 AS bucket, ${SUMS} FROM statistic
       WHERE tenant_id = ?2 AND subject IN (SELECT value FROM json_each(?3)) AND interval >= ?4
       GROUP BY subject, bucket ORDER BY bucket`,
    )
    .bind(bucketMs, tenantId, JSON.stringify(subjects), from)
    .all<Record<string, number> & { subject: string; bucket: number }>();
  return results.map((row) => ({
    subject: row.subject,
    interval: row.bucket,
    counts: COUNT_COLUMNS.map((column) => row[column] ?? 0),
  }));
}

/**
 * Folds the tenant's rows before `before` into one per subject and `bucketMs`, over all partitions. One transaction:
 * nothing is counted twice or lost where it breaks off. @returns how many rows were folded.
 */
export async function rollUpStatistics(
  db: RecordDatabase,
  tenantId: string,
  { before, bucketMs }: { before: Instant; bucketMs: number },
): Promise<number> {
  const old = "tenant_id = ?1 AND partition >= 0 AND interval < ?2";
  const [, deleted] = await db.batch([
    db
      .prepare(
        `INSERT INTO statistic (${KEY}, ${COLUMNS})
         SELECT tenant_id, subject, interval - interval % ?3 AS bucket, ${ROLLED_UP}, ${SUMS} FROM statistic
         WHERE ${old} GROUP BY subject, bucket
         ON CONFLICT (${KEY}) DO UPDATE SET
         ${COUNT_COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`,
      )
      .bind(tenantId, before, bucketMs),
    db.prepare(`DELETE FROM statistic WHERE ${old}`).bind(tenantId, before),
  ]);
  return deleted?.meta.changes ?? 0;
}

/** Deletes at most `limit` of the tenant's rows before `before`. @returns how many. */
export async function deleteStatistics(
  db: RecordDatabase,
  tenantId: string,
  { before, limit }: { before: Instant; limit: number },
): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM statistic WHERE tenant_id = ?1 AND (subject, interval, partition, incarnation) IN
       (SELECT subject, interval, partition, incarnation FROM statistic
        WHERE tenant_id = ?1 AND interval < ?2 LIMIT ?3)`,
    )
    .bind(tenantId, before, limit)
    .run();
  return meta.changes;
}
