/** The tenant that an earlier event of this stream named, or null. */
export async function findStreamTenant(
  db: D1Database,
  sourceId: string,
  stream: string,
): Promise<string | null> {
  return db
    .prepare("SELECT tenant_id FROM stream_tenant WHERE source_id = ? AND stream = ?")
    .bind(sourceId, stream)
    .first<string>("tenant_id");
}

/** An unrouted event whose stream has found its tenant since. */
export interface Adoptable {
  /** The unrouted event's id. */
  id: string;
  tenantId: string;
}

/**
 * The oldest unrouted events that can be assigned without a person, at most `limit`. Only those that named no
 * tenant: what names a wrong one is never given to another.
 */
export async function adoptable(db: D1Database, limit: number): Promise<Adoptable[]> {
  const { results } = await db
    .prepare(
      `SELECT u.id, l.tenant_id AS tenantId
       FROM unrouted u
       JOIN stream_tenant l ON l.source_id = u.source_id AND l.stream = u.stream
       JOIN tenant t ON t.id = l.tenant_id AND t.status = 'active'
       WHERE u.reason = 'no_tenant_named'
       ORDER BY u.id
       LIMIT ?`,
    )
    .bind(limit)
    .all<Adoptable>();
  return results;
}
