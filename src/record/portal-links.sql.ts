import type { Instant } from "../platform/clock.ts";

/** A one-time way into a tenant's pages. */
export interface PortalLink {
  tenantId: string;
  role: "manage" | "read";
}

/** Notes a link. Links whose time is over go at the same time: nobody else looks for them. */
export async function insertPortalLink(
  db: D1Database,
  digest: string,
  { tenantId, role, expiresAt, now }: PortalLink & { expiresAt: Instant; now: Instant },
): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM portal_link WHERE expires_at <= ?").bind(now),
    db
      .prepare("INSERT INTO portal_link (token_digest, tenant_id, role, expires_at) VALUES (?, ?, ?, ?)")
      .bind(digest, tenantId, role, expiresAt),
  ]);
}

/** Whether a link could be used now; leaves it as it is. */
export async function isPortalLinkOpen(db: D1Database, digest: string, now: Instant): Promise<boolean> {
  const row = await db
    .prepare(
      "SELECT 1 AS open FROM portal_link WHERE token_digest = ? AND used_at IS NULL AND expires_at > ?",
    )
    .bind(digest, now)
    .first<{ open: number }>();
  return row !== null;
}

/** Uses a link up. Of several that come at once one succeeds. @returns null where it is unknown, used or over. */
export async function takePortalLink(
  db: D1Database,
  digest: string,
  now: Instant,
): Promise<PortalLink | null> {
  return db
    .prepare(
      `UPDATE portal_link SET used_at = ?1 WHERE token_digest = ?2 AND used_at IS NULL AND expires_at > ?1
       RETURNING tenant_id AS tenantId, role`,
    )
    .bind(now, digest)
    .first<PortalLink>();
}

/** Forgets the links of a tenant that is being erased. */
export async function deletePortalLinks(db: D1Database, tenantId: string): Promise<void> {
  await db.prepare("DELETE FROM portal_link WHERE tenant_id = ?").bind(tenantId).run();
}
