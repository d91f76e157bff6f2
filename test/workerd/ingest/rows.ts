import { env } from "cloudflare:workers";
import type { Sealed } from "../../../src/platform/sealed.ts";

interface TenantRow {
  id: string;
  uid?: string;
  partitions?: number;
  configVersion?: number;
  status?: string;
}

/** A tenant as the management API leaves it behind. */
export async function addTenant(row: TenantRow): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO tenant (id, uid, name, partitions, retention_days, metadata, status, config_version, pushed_version,
      pruned_at, created_at, updated_at) VALUES (?, ?, 'Tenant', ?, 30, '{}', ?, ?, 1, 0, 0, 0)`,
  )
    .bind(row.id, row.uid ?? null, row.partitions ?? 1, row.status ?? "active", row.configVersion ?? 1)
    .run();
}

interface SourceRow {
  id: string;
  uid?: string;
  status?: string;
  routing: { tenant: string } | { pointer: string };
  orderWindowMs?: number;
}

/** A FastPix source. */
export async function addSource({ id, uid, status, routing, orderWindowMs }: SourceRow): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO source (id, uid, name, provider, status, routing, order_window_ms, redact, created_at, updated_at)
     VALUES (?, ?, 'Source', 'fastpix', ?, ?, ?, '[]', 0, 0)`,
  )
    .bind(id, uid ?? null, status ?? "enabled", JSON.stringify(routing), orderWindowMs ?? 0)
    .run();
}

interface SecretRow {
  sourceId: string;
  id: string;
  sealed: Sealed;
  expiresAt: number | null;
}

/** One secret of a source. */
export async function addSecret({ sourceId, id, sealed, expiresAt }: SecretRow): Promise<void> {
  await env.DB.prepare(
    "INSERT INTO source_secret (source_id, id, sealed, expires_at, created_at) VALUES (?, ?, ?, ?, 0)",
  )
    .bind(sourceId, id, sealed, expiresAt)
    .run();
}
