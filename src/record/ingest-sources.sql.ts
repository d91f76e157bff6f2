import { SYSTEM_TENANT_ID } from "../operational/system-tenant.ts";
import type { Instant } from "../platform/clock.ts";
import type { Sealed } from "../platform/sealed.ts";
import type { SourceRouting } from "./sources.sql.ts";

/** What ingest needs of a source: read once, then cached for seconds. Its secrets stay sealed here. */
export interface IngestSource {
  id: string;
  provider: string;
  status: "enabled" | "disabled";
  /** How long an event of this source may wait for a predecessor, in ms; 0 = not at all. */
  orderWindowMs: number;
  /** The live secrets, newest first. */
  secrets: readonly SealedSecret[];
  /**
   * Fixed: the tenant that all events belong to, null where it is gone.
   * Pointer: where in the body the tenant stands by uid or id (RFC 6901).
   */
  routing: { tenant: TenantPlace | null } | { pointer: string };
}

/** One secret of a source, sealed for the row `source:{sourceId}`. */
export interface SealedSecret {
  id: string;
  sealed: Sealed;
  /** null = stays until it is removed. */
  expiresAt: Instant | null;
}

/** Where a tenant's events go: enough to name its coordinators. */
export interface TenantPlace {
  id: string;
  partitions: number;
  configVersion: number;
}

interface SourceRow {
  id: string;
  provider: string;
  status: "enabled" | "disabled";
  routing: string;
  order_window_ms: number;
  secrets: string;
  tenant: string | null;
}

// One statement, so that a source, its secrets and its tenant are of one moment.
const FIND_SOURCE = `
  SELECT s.id, s.provider, s.status, s.routing, s.order_window_ms,
    (SELECT json_group_array(json_object('id', k.id, 'sealed', k.sealed, 'expiresAt', k.expires_at) ORDER BY k.id DESC)
     FROM source_secret k
     WHERE k.source_id = s.id AND (k.expires_at IS NULL OR k.expires_at > ?2)) AS secrets,
    (SELECT json_object('id', t.id, 'partitions', t.partitions, 'configVersion', t.config_version)
     FROM tenant t
     WHERE t.id = s.routing ->> '$.tenant' AND t.status = 'active') AS tenant
  FROM source s
  WHERE s.id = ?1 OR s.uid = ?1`;

const FIND_TENANT = `
  SELECT id, partitions, config_version AS configVersion
  FROM tenant
  WHERE (id = ?1 OR uid = ?1) AND status = 'active' AND id <> ?2`;

/** @param now secrets that are expired by then are left out. */
export async function findIngestSource(
  db: D1Database,
  idOrUid: string,
  now: Instant,
): Promise<IngestSource | null> {
  const row = await db.prepare(FIND_SOURCE).bind(idOrUid, now).first<SourceRow>();
  return row && toIngestSource(row);
}

/** Where the events of this tenant go; null where there is none, where it is being erased, or for the system's own. */
export function findTenantPlace(db: D1Database, idOrUid: string): Promise<TenantPlace | null> {
  return db.prepare(FIND_TENANT).bind(idOrUid, SYSTEM_TENANT_ID).first<TenantPlace>();
}

function toIngestSource(row: SourceRow): IngestSource {
  const routing = JSON.parse(row.routing) as SourceRouting;
  return {
    id: row.id,
    provider: row.provider,
    status: row.status,
    orderWindowMs: row.order_window_ms,
    secrets: JSON.parse(row.secrets) as SealedSecret[],
    routing: "pointer" in routing ? routing : { tenant: row.tenant === null ? null : toPlace(row.tenant) },
  };
}

function toPlace(json: string): TenantPlace {
  return JSON.parse(json) as TenantPlace;
}
