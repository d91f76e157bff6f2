import type { Instant } from "../platform/clock.ts";
import { COUNT_COLUMNS, type Counts, noCounts } from "./counts.ts";
import type { Overall } from "./overall.ts";
import { allOf, type Page, type PageRequest, cutPage } from "./page.sql.ts";
import type { Counter } from "./statistics.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

/** What a coordinator says of itself. */
export interface CoordinatorStatus {
  at: Instant;
  /** Events with an unsettled delivery. */
  openEvents: number;
  /** When the oldest of these was received; null where there is none. */
  oldestUndeliveredAt: Instant | null;
  /** Subscriptions whose breaker is open. */
  openBreakers: number;
  /** Events that the record does not have as they are. */
  unrecorded: number;
  /** When the oldest event was received that the record does not have at all; null where there is none. */
  oldestUnrecordedAt: Instant | null;
}

/**
 * How far the record was behind when this was told, in ms. Told and not worked out when read: what was on its way
 * then has long arrived.
 */
export function projectionLagMs({ at, oldestUnrecordedAt }: CoordinatorStatus): number {
  return oldestUnrecordedAt === null ? 0 : Math.max(0, at - oldestUnrecordedAt);
}

/** A status with whose it is. */
export interface PlacedStatus extends CoordinatorStatus {
  tenantId: string;
  partition: number;
}

/** What the coordinators that have their record in one database say together, and how big that is. */
export interface DatabaseOverall extends Overall {
  /** Of the whole database, as D1 tells it with every answer. */
  bytes: number;
}

interface StatusRow {
  tenant_id: string;
  partition: number;
  at: number;
  open_events: number;
  oldest_undelivered_at: number | null;
  open_breakers: number;
  unrecorded: number;
  oldest_unrecorded_at: number | null;
}

/** The tenant in whose name the counts of erased tenants are kept. */
const GONE = "";
const STATUS_COLUMNS =
  "at, open_events, oldest_undelivered_at, open_breakers, unrecorded, oldest_unrecorded_at";
const COLUMNS = COUNT_COLUMNS.join(", ");
const SUMS = COUNT_COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(", ");
const WIDTH = 3 + 6 + COUNT_COLUMNS.length;

/** Writes absolute numbers, and so may be repeated; a life that is over writes nothing any more. */
export function upsertStatus(
  db: RecordDatabase,
  { tenantId, partition, incarnation }: Counter,
  { status, totals }: { status: CoordinatorStatus; totals: Counts },
): D1PreparedStatement {
  const columns = `incarnation, ${STATUS_COLUMNS}, ${COLUMNS}`;
  const updates = columns.split(", ").map((column) => `${column} = excluded.${column}`);
  return db
    .prepare(
      `INSERT INTO coordinator_status (tenant_id, partition, ${columns}) VALUES (${Array.from({ length: WIDTH }, () => "?").join(", ")})
       ON CONFLICT (tenant_id, partition) DO UPDATE SET ${updates.join(", ")}
       WHERE excluded.incarnation >= coordinator_status.incarnation`,
    )
    .bind(
      tenantId,
      partition,
      incarnation,
      status.at,
      status.openEvents,
      status.oldestUndeliveredAt,
      status.openBreakers,
      status.unrecorded,
      status.oldestUnrecordedAt,
      ...totals,
    );
}

/** What the earlier lives of a coordinator have counted. */
export async function readTotals(db: RecordDatabase, tenantId: string, partition: number): Promise<Counts> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM coordinator_status WHERE tenant_id = ? AND partition = ?`)
    .bind(tenantId, partition)
    .first<Record<string, number>>();
  return row ? toCounts(row) : noCounts();
}

/** All coordinators of a database together. Reads a row of each. */
export async function readOverall(db: RecordDatabase): Promise<DatabaseOverall> {
  const { results, meta } = await db
    .prepare(
      `SELECT count(*) FILTER (WHERE tenant_id <> '${GONE}') AS coordinators, sum(open_events) AS open_events,
         min(oldest_undelivered_at) AS oldest_undelivered_at, sum(open_breakers) AS open_breakers,
         sum(unrecorded) AS unrecorded, max(at - oldest_unrecorded_at) AS lag, ${SUMS}
       FROM coordinator_status`,
    )
    .all<Record<string, number | null>>();
  const [row] = results;
  return {
    bytes: meta.size_after,
    counts: toCounts(row ?? {}),
    coordinators: row?.["coordinators"] ?? 0,
    openEvents: row?.["open_events"] ?? 0,
    oldestUndeliveredAt: row?.["oldest_undelivered_at"] ?? null,
    openBreakers: row?.["open_breakers"] ?? 0,
    unrecorded: row?.["unrecorded"] ?? 0,
    projectionLagMs: Math.max(0, row?.["lag"] ?? 0),
  };
}

/** The `limit` coordinators whose oldest undelivered event has waited longest. */
export async function longestWaiting(db: RecordDatabase, limit: number): Promise<PlacedStatus[]> {
  const { results } = await db
    .prepare(
      `SELECT tenant_id, partition, ${STATUS_COLUMNS} FROM coordinator_status
       WHERE oldest_undelivered_at IS NOT NULL ORDER BY oldest_undelivered_at LIMIT ?`,
    )
    .bind(limit)
    .all<StatusRow>();
  return results.map(toStatus);
}

/** Every coordinator that has said something, by tenant (newest first) and partition. */
export async function listStatuses(db: RecordDatabase, page: PageRequest): Promise<Page<PlacedStatus>> {
  const [tenantId, partition] = page.after ?? [];
  const where = allOf([
    { sql: "tenant_id <> ?", values: [GONE] },
    tenantId === undefined
      ? null
      : {
          sql: "tenant_id < ? OR (tenant_id = ? AND partition > ?)",
          values: [tenantId, tenantId, Number(partition ?? -1)],
        },
  ]);
  const { results } = await db
    .prepare(
      `SELECT tenant_id, partition, ${STATUS_COLUMNS} FROM coordinator_status WHERE ${where.sql}
       ORDER BY tenant_id DESC, partition LIMIT ?`,
    )
    .bind(...where.values, page.limit + 1)
    .all<StatusRow>();
  return cutPage(results, page, {
    toItem: toStatus,
    keyOf: (row) => [row.tenant_id, String(row.partition)],
  });
}

/** Forgets an erased tenant's coordinators, and keeps what they have counted without a name. */
export async function forgetStatuses(db: RecordDatabase, tenantId: string): Promise<void> {
  const zeros = "0, 0, 0, NULL, 0, 0, NULL";
  await db.batch([
    db
      .prepare(
        `INSERT INTO coordinator_status (tenant_id, partition, incarnation, ${STATUS_COLUMNS}, ${COLUMNS})
         SELECT '${GONE}', 0, ${zeros}, ${SUMS} FROM coordinator_status WHERE tenant_id = ? GROUP BY tenant_id
         ON CONFLICT (tenant_id, partition) DO UPDATE SET
         ${COUNT_COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`,
      )
      .bind(tenantId),
    db.prepare("DELETE FROM coordinator_status WHERE tenant_id = ?").bind(tenantId),
  ]);
}

function toCounts(row: Record<string, number | null>): Counts {
  return COUNT_COLUMNS.map((column) => row[column] ?? 0);
}

function toStatus(row: StatusRow): PlacedStatus {
  return {
    tenantId: row.tenant_id,
    partition: row.partition,
    at: row.at,
    openEvents: row.open_events,
    oldestUndeliveredAt: row.oldest_undelivered_at,
    openBreakers: row.open_breakers,
    unrecorded: row.unrecorded,
    oldestUnrecordedAt: row.oldest_unrecorded_at,
  };
}
