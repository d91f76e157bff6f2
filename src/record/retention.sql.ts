import type { Instant } from "../platform/clock.ts";
import type { RecordDatabase } from "./record-database.ts";
import type { RecordPlace } from "./record-databases.ts";

/** A tenant whose record is due for a retention pass. */
export interface DueTenant {
  id: string;
  retentionDays: number;
}

/** A tenant on its way out. */
export interface ErasingTenant extends RecordPlace {
  id: string;
  /** As many as it ever had. */
  partitions: number;
  /** When the erasure was asked for. */
  since: Instant;
}

/**
 * At most `limit` active tenants that nobody pruned since `before`, longest ago first, of those whose records are in
 * one database: one that is away holds up no other.
 */
export async function dueTenants(
  db: D1Database,
  { recordDatabase }: RecordPlace,
  { before, limit }: { before: Instant; limit: number },
): Promise<DueTenant[]> {
  const { results } = await db
    .prepare(
      `SELECT id, retention_days AS retentionDays FROM tenant
       WHERE status = 'active' AND pruned_at <= ? AND record_database IS ? ORDER BY pruned_at LIMIT ?`,
    )
    .bind(before, recordDatabase, limit)
    .all<DueTenant>();
  return results;
}

export async function notePruned(db: D1Database, tenantId: string, at: Instant): Promise<void> {
  await db.prepare("UPDATE tenant SET pruned_at = ? WHERE id = ?").bind(at, tenantId).run();
}

/** At most `limit` tenants that are being erased, longest waiting first, of those whose records are in one database. */
export async function erasingTenants(
  db: D1Database,
  { recordDatabase }: RecordPlace,
  limit: number,
): Promise<ErasingTenant[]> {
  const { results } = await db
    .prepare(
      `SELECT id, max(partitions, most_partitions) AS partitions, record_database AS recordDatabase, updated_at AS since
       FROM tenant WHERE status = 'erasing' AND record_database IS ? ORDER BY updated_at LIMIT ?`,
    )
    .bind(recordDatabase, limit)
    .all<ErasingTenant>();
  return results;
}

/**
 * Deletes at most `limit` attempts of the tenant's events before `eventId`. Attempts go before their events,
 * so that none is left without one. @returns how many.
 */
export async function deleteAttempts(
  db: RecordDatabase,
  tenantId: string,
  { before, limit }: { before: string; limit: number },
): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM attempt WHERE tenant_id = ?1 AND (event_id, subscription_id, number) IN
       (SELECT event_id, subscription_id, number FROM attempt
        WHERE tenant_id = ?1 AND event_id < ?2 ORDER BY event_id LIMIT ?3)`,
    )
    .bind(tenantId, before, limit)
    .run();
  return meta.changes;
}

/** Deletes at most `limit` of the tenant's events before `eventId`, oldest first. @returns how many. */
export async function deleteEvents(
  db: RecordDatabase,
  tenantId: string,
  { before, limit }: { before: string; limit: number },
): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM event WHERE tenant_id = ?1 AND id IN
       (SELECT id FROM event WHERE tenant_id = ?1 AND id < ?2 ORDER BY id LIMIT ?3)`,
    )
    .bind(tenantId, before, limit)
    .run();
  return meta.changes;
}

/** Deletes at most `limit` of the tenant's subscriptions. @returns how many. */
export async function deleteSubscriptions(db: D1Database, tenantId: string, limit: number): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM subscription WHERE tenant_id = ?1 AND id IN
       (SELECT id FROM subscription WHERE tenant_id = ?1 LIMIT ?2)`,
    )
    .bind(tenantId, limit)
    .run();
  return meta.changes;
}

/** Deletes the tenant's keys and the answers that were kept for them. They are few. */
export async function deleteKeys(db: D1Database, tenantId: string): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM tenant_key WHERE tenant_id = ?").bind(tenantId),
    db.prepare("DELETE FROM replay_hold WHERE tenant_id = ?").bind(tenantId),
    db.prepare("DELETE FROM move_progress WHERE tenant_id = ?").bind(tenantId),
    db.prepare("DELETE FROM idempotency WHERE owner = ?1 OR scope = ?1").bind(tenantId),
  ]);
}

/** Where a walk over all learned streams stands. */
export interface StreamMark {
  sourceId: string;
  stream: string;
}

/**
 * Looks at the next `limit` learned streams of all sources and forgets those that lead to the tenant.
 * No index leads from a tenant to its streams: one would cost a row per stream, and a tenant goes once.
 * @returns where to go on, null at the end.
 */
export async function forgetStreams(
  db: D1Database,
  tenantId: string,
  { after, limit }: { after: StreamMark; limit: number },
): Promise<StreamMark | null> {
  const end = await db
    .prepare(
      `SELECT source_id AS sourceId, stream FROM stream_tenant WHERE (source_id, stream) > (?, ?)
       ORDER BY source_id, stream LIMIT 1 OFFSET ?`,
    )
    .bind(after.sourceId, after.stream, limit - 1)
    .first<StreamMark>();
  const upTo = end && { sql: "AND (source_id, stream) <= (?, ?)", values: [end.sourceId, end.stream] };
  await db
    .prepare(
      `DELETE FROM stream_tenant WHERE (source_id, stream) > (?, ?) AND tenant_id = ? ${upTo?.sql ?? ""}`,
    )
    .bind(after.sourceId, after.stream, tenantId, ...(upTo?.values ?? []))
    .run();
  return end;
}

/** The last step of an erasure. */
export async function removeTenant(db: D1Database, tenantId: string): Promise<void> {
  await db.prepare("DELETE FROM tenant WHERE id = ? AND status = 'erasing'").bind(tenantId).run();
}
