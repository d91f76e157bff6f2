import type { ReplayQuery } from "../match/replay-query.ts";
import type { Instant } from "../platform/clock.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

export type ReplayStatus = "running" | "done" | "cancelled";

/** A replay as it was asked for, and how far it has come over all partitions. */
export interface Replay {
  tenantId: string;
  subscriptionId: string;
  id: string;
  query: ReplayQuery;
  partitions: number;
  /** Counted when it was made. */
  matched: number;
  status: ReplayStatus;
  createdAt: Instant;
  finishedAt: Instant | null;
  /** Deliveries set going again so far, and what became of them. */
  opened: number;
  delivered: number;
  failed: number;
  skipped: number;
}

interface ReplayRow {
  tenant_id: string;
  subscription_id: string;
  id: string;
  query: string;
  partitions: number;
  matched: number;
  status: ReplayStatus;
  created_at: number;
  finished_at: number | null;
  opened: number;
  delivered: number;
  failed: number;
  skipped: number;
}

const sumOf = (column: string) => `coalesce((SELECT sum(${column}) FROM replay_progress AS part
  WHERE part.tenant_id = replay.tenant_id AND part.replay_id = replay.id), 0) AS ${column}`;
const COLUMNS = `tenant_id, subscription_id, id, query, partitions, matched, status, created_at, finished_at,
  ${["opened", "delivered", "failed", "skipped"].map(sumOf).join(", ")}`;

/** @returns false where the subscription has `max` running replays already. */
export async function insertReplay(
  db: RecordDatabase,
  replay: Pick<
    Replay,
    "tenantId" | "subscriptionId" | "id" | "query" | "partitions" | "matched" | "createdAt"
  >,
  max: number,
): Promise<boolean> {
  const { tenantId, subscriptionId, id, query, partitions, matched, createdAt } = replay;
  const { meta } = await db
    .prepare(
      `INSERT INTO replay (tenant_id, subscription_id, id, query, partitions, matched, status, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'running', ?7
       WHERE (SELECT count(*) FROM replay WHERE tenant_id = ?1 AND subscription_id = ?2 AND status = 'running') < ?8`,
    )
    .bind(tenantId, subscriptionId, id, JSON.stringify(query), partitions, matched, createdAt, max)
    .run();
  return meta.changes > 0;
}

/** How these replays stand, by id; without those that are not there. */
export async function statusesOf(
  db: RecordDatabase,
  ids: readonly string[],
): Promise<Map<string, ReplayStatus>> {
  const { results } = await db
    .prepare("SELECT id, status FROM replay WHERE id IN (SELECT value FROM json_each(?))")
    .bind(JSON.stringify(ids))
    .all<{ id: string; status: ReplayStatus }>();
  return new Map(results.map(({ id, status }) => [id, status]));
}

export async function findReplay(
  db: RecordDatabase,
  { tenantId, subscriptionId, id }: Pick<Replay, "tenantId" | "subscriptionId" | "id">,
): Promise<Replay | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM replay WHERE tenant_id = ? AND subscription_id = ? AND id = ?`)
    .bind(tenantId, subscriptionId, id)
    .first<ReplayRow>();
  return row && toReplay(row);
}

/** Newest first. @param subscriptionId null = of all of the tenant's subscriptions. */
export async function listReplays(
  db: RecordDatabase,
  { tenantId, subscriptionId }: { tenantId: string; subscriptionId: string | null },
  page: PageRequest,
): Promise<Page<Replay>> {
  const where = allOf([
    { sql: "tenant_id = ?", values: [tenantId] },
    subscriptionId === null ? null : { sql: "subscription_id = ?", values: [subscriptionId] },
    behind("id", page.after),
  ]);
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM replay WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<ReplayRow>();
  return cutPage(results, page, { toItem: toReplay, keyOf: (row) => [row.id] });
}

/** Notes that a running replay is cancelled. @returns false where it does not run. */
export async function markCancelled(
  db: RecordDatabase,
  { tenantId, subscriptionId, id }: Pick<Replay, "tenantId" | "subscriptionId" | "id">,
  at: Instant,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE replay SET status = 'cancelled', finished_at = ?
       WHERE tenant_id = ? AND subscription_id = ? AND id = ? AND status = 'running'`,
    )
    .bind(at, tenantId, subscriptionId, id)
    .run();
  return meta.changes > 0;
}

/** A running replay of which some partition has reported nothing. */
export interface UnheardReplay extends Replay {
  /** Partitions that have reported. */
  heard: number[];
}

/** At most `limit` replays made before `before` of which some partition has reported nothing. */
export async function unheardReplays(
  db: RecordDatabase,
  before: Instant,
  limit: number,
): Promise<UnheardReplay[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS}, (SELECT json_group_array(partition) FROM replay_progress AS part
         WHERE part.tenant_id = replay.tenant_id AND part.replay_id = replay.id) AS heard
       FROM replay WHERE status = 'running' AND created_at < ? AND partitions >
         (SELECT count(*) FROM replay_progress AS part WHERE part.tenant_id = replay.tenant_id AND part.replay_id = replay.id)
       ORDER BY created_at LIMIT ?`,
    )
    .bind(before, limit)
    .all<ReplayRow & { heard: string }>();
  return results.map((row) => ({ ...toReplay(row), heard: JSON.parse(row.heard) as number[] }));
}

/**
 * Deletes at most `limit` of the tenant's replays that were made before `before`, with their progress.
 * @returns how many.
 */
export async function deleteReplays(
  db: RecordDatabase,
  tenantId: string,
  { before, limit }: { before: string; limit: number },
): Promise<number> {
  const old = "SELECT id FROM replay WHERE tenant_id = ?1 AND id < ?2 ORDER BY id LIMIT ?3";
  const statement = (sql: string) => db.prepare(sql).bind(tenantId, before, limit);
  const [, replays] = await db.batch([
    statement(`DELETE FROM replay_progress WHERE tenant_id = ?1 AND replay_id IN (${old})`),
    statement(`DELETE FROM replay WHERE tenant_id = ?1 AND id IN (${old})`),
  ]);
  return replays?.meta.changes ?? 0;
}

function toReplay(row: ReplayRow): Replay {
  return {
    tenantId: row.tenant_id,
    subscriptionId: row.subscription_id,
    id: row.id,
    query: JSON.parse(row.query) as ReplayQuery,
    partitions: row.partitions,
    matched: row.matched,
    status: row.status,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    opened: row.opened,
    delivered: row.delivered,
    failed: row.failed,
    skipped: row.skipped,
  };
}
