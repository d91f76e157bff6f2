import type { Instant } from "../platform/clock.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";

/** `read` changes nothing. */
export type KeyRole = "manage" | "read";

/** A tenant's key, without the key. */
export interface TenantKey {
  tenantId: string;
  id: string;
  role: KeyRole;
  name: string | null;
  lastFour: string;
  createdAt: Instant;
  /** To the hour; null where it was never used. */
  lastUsedAt: Instant | null;
}

/** Whose key it is, as every request with it has to know. */
export interface KeyHolder {
  tenantId: string;
  tenantUid: string | null;
  keyId: string;
  hash: string;
  role: KeyRole;
  lastUsedAt: Instant | null;
}

interface KeyRow {
  tenant_id: string;
  id: string;
  role: KeyRole;
  name: string | null;
  last_four: string;
  created_at: number;
  last_used_at: number | null;
}

const COLUMNS = "tenant_id, id, role, name, last_four, created_at, last_used_at";

/** @returns false where the tenant is gone or has `max` keys already. */
export async function insertKey(
  db: D1Database,
  key: TenantKey,
  { hash, max }: { hash: string; max: number },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO tenant_key (${COLUMNS}, hash) SELECT id, ?, ?, ?, ?, ?, ?, ? FROM tenant
       WHERE id = ? AND status = 'active' AND (SELECT count(*) FROM tenant_key WHERE tenant_id = tenant.id) < ?`,
    )
    .bind(key.id, key.role, key.name, key.lastFour, key.createdAt, key.lastUsedAt, hash, key.tenantId, max)
    .run();
  return meta.changes > 0;
}

/** Whose key has this hash; null where nobody's has, or where its tenant is being erased. */
export async function findKeyHolder(db: D1Database, hash: string): Promise<KeyHolder | null> {
  return db
    .prepare(
      `SELECT tenant.id AS tenantId, tenant.uid AS tenantUid, tenant_key.id AS keyId, tenant_key.hash AS hash,
              tenant_key.role AS role, tenant_key.last_used_at AS lastUsedAt
       FROM tenant_key JOIN tenant ON tenant.id = tenant_key.tenant_id
       WHERE tenant_key.hash = ? AND tenant.status = 'active'`,
    )
    .bind(hash)
    .first<KeyHolder>();
}

/** Whether the tenant still has this key, and is not being erased. */
export async function isKeyThere(db: D1Database, tenantId: string, id: string): Promise<boolean> {
  const row = await db
    .prepare(
      `SELECT 1 AS there FROM tenant_key JOIN tenant ON tenant.id = tenant_key.tenant_id
       WHERE tenant_key.tenant_id = ? AND tenant_key.id = ? AND tenant.status = 'active'`,
    )
    .bind(tenantId, id)
    .first<{ there: number }>();
  return row !== null;
}

export async function listKeys(
  db: D1Database,
  tenantId: string,
  page: PageRequest,
): Promise<Page<TenantKey>> {
  const where = allOf([{ sql: "tenant_id = ?", values: [tenantId] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM tenant_key WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<KeyRow>();
  return cutPage(results, page, { toItem: toKey, keyOf: (row) => [row.id] });
}

export async function noteKeyUsed(
  db: D1Database,
  { tenantId, id }: { tenantId: string; id: string },
  at: Instant,
): Promise<void> {
  await db
    .prepare("UPDATE tenant_key SET last_used_at = ? WHERE tenant_id = ? AND id = ?")
    .bind(at, tenantId, id)
    .run();
}

/** @returns false where the tenant has no such key. */
export async function removeKey(db: D1Database, tenantId: string, id: string): Promise<boolean> {
  const { meta } = await db
    .prepare("DELETE FROM tenant_key WHERE tenant_id = ? AND id = ?")
    .bind(tenantId, id)
    .run();
  return meta.changes > 0;
}

function toKey(row: KeyRow): TenantKey {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    role: row.role,
    name: row.name,
    lastFour: row.last_four,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
