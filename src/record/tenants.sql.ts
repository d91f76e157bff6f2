import type { Layout } from "../coordinate/subscription.ts";
import type { Instant } from "../platform/clock.ts";
import { assign } from "./assignment.sql.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";
import type { RecordPlace } from "./record-databases.ts";

/** A customer of the operator. */
export interface Tenant extends RecordPlace {
  id: string;
  uid: string | null;
  name: string;
  partitions: number;
  retentionDays: number;
  metadata: Readonly<Record<string, unknown>>;
  status: "active" | "erasing";
  /** Grows with every change that the coordinators must see. */
  configVersion: number;
  createdAt: Instant;
  updatedAt: Instant;
  layout: Layout;
  /** While streams move to other partitions; null = none does. */
  move: TenantMove | null;
}

/** Streams on their way to other partitions. */
export interface TenantMove {
  since: Instant;
  /** As the partitions have told; null until each has looked through its own. */
  streamsLeft: number | null;
}

interface TenantRow {
  id: string;
  uid: string | null;
  name: string;
  partitions: number;
  retention_days: number;
  metadata: string;
  status: "active" | "erasing";
  config_version: number;
  record_database: string | null;
  created_at: number;
  updated_at: number;
  layout_version: number;
  partitions_before: number | null;
  moving_since: number | null;
  moves_held: number;
  streams_left: number | null;
}

const COLUMNS =
  "id, uid, name, partitions, retention_days, metadata, status, config_version, record_database, created_at, updated_at";
const LAYOUT_COLUMNS = `layout_version, partitions_before, moving_since, moves_held,
  CASE WHEN partitions_before IS NOT NULL THEN
    (SELECT CASE WHEN count(*) >= tenant.partitions_before THEN sum(streams_left) END FROM move_progress AS part
     WHERE part.tenant_id = tenant.id AND part.layout_version = tenant.layout_version) END AS streams_left`;

/** @returns false where another tenant has the uid. */
export async function insertTenant(
  db: D1Database,
  tenant: Omit<Tenant, "layout" | "move">,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO tenant (${COLUMNS}, pushed_version, pruned_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (uid) DO NOTHING`,
    )
    .bind(
      tenant.id,
      tenant.uid,
      tenant.name,
      tenant.partitions,
      tenant.retentionDays,
      JSON.stringify(tenant.metadata),
      tenant.status,
      tenant.configVersion,
      tenant.recordDatabase,
      tenant.createdAt,
      tenant.updatedAt,
      tenant.configVersion,
      tenant.createdAt,
    )
    .run();
  return meta.changes > 0;
}

/** Also finds a tenant that is being erased: the caller decides what to make of it. */
export async function findTenant(db: D1Database, idOrUid: string): Promise<Tenant | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, ${LAYOUT_COLUMNS} FROM tenant WHERE id = ?1 OR uid = ?1`)
    .bind(idOrUid)
    .first<TenantRow>();
  return row && toTenant(row);
}

export async function listTenants(db: D1Database, page: PageRequest): Promise<Page<Tenant>> {
  const where = allOf([{ sql: "status = 'active'", values: [] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT ${COLUMNS}, ${LAYOUT_COLUMNS} FROM tenant WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<TenantRow>();
  return cutPage(results, page, { toItem: toTenant, keyOf: (row) => [row.id] });
}

/**
 * The versions of the configurations of those of these tenants that are active, by id. Not of one of which a
 * coordinator may still move streams, because it does not know the last version.
 */
export async function findConfigVersions(
  db: D1Database,
  tenantIds: readonly string[],
): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT id, config_version AS version FROM tenant
       WHERE status = 'active' AND (partitions_before IS NULL OR pushed_version = config_version)
         AND id IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(tenantIds))
    .all<{ id: string; version: number }>();
  return new Map(results.map(({ id, version }) => [id, version]));
}

/** How many tenants have their records where, whatever their status. Reads a row of each tenant. */
export async function countByDatabase(db: D1Database): Promise<(RecordPlace & { tenants: number })[]> {
  const { results } = await db
    .prepare(
      "SELECT record_database AS recordDatabase, count(*) AS tenants FROM tenant GROUP BY record_database",
    )
    .all<RecordPlace & { tenants: number }>();
  return results;
}

/** What can change of a tenant; an absent field stays. */
export type TenantChange = Partial<Pick<Tenant, "uid" | "name" | "retentionDays" | "metadata">>;

/** @returns false where another tenant has the uid, or where the tenant is gone. */
export async function updateTenant(
  db: D1Database,
  tenantId: string,
  { change, at }: { change: TenantChange; at: Instant },
): Promise<boolean> {
  const set = assign({
    uid: change.uid,
    name: change.name,
    retention_days: change.retentionDays,
    metadata: change.metadata && JSON.stringify(change.metadata),
    updated_at: at,
  });
  // Coordinators end what is past the retention, so they have to hear of another one.
  const version = change.retentionDays === undefined ? "" : ", config_version = config_version + 1";
  const { meta } = await db
    .prepare(`UPDATE OR IGNORE tenant SET ${set.sql}${version} WHERE id = ? AND status = 'active'`)
    .bind(...set.values, tenantId)
    .run();
  return meta.changes > 0;
}

/** From here on the tenant is gone for everybody but the eraser. Its uid is free for another one at once. */
export async function markErasing(db: D1Database, tenantId: string, now: Instant): Promise<void> {
  await db
    .prepare(
      "UPDATE tenant SET status = 'erasing', uid = NULL, updated_at = ? WHERE id = ? AND status = 'active'",
    )
    .bind(now, tenantId)
    .run();
}

function toTenant(row: TenantRow): Tenant {
  return {
    id: row.id,
    uid: row.uid,
    name: row.name,
    partitions: row.partitions,
    retentionDays: row.retention_days,
    metadata: JSON.parse(row.metadata) as Record<string, unknown>,
    status: row.status,
    configVersion: row.config_version,
    recordDatabase: row.record_database,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    layout: {
      version: row.layout_version,
      before: row.partitions_before,
      isHeld: row.partitions_before !== null && row.moves_held === 1,
    },
    move: row.moving_since === null ? null : { since: row.moving_since, streamsLeft: row.streams_left },
  };
}
