/** Notes that every coordinator of the tenant has at least this version. Never moves back. */
export async function notePushed(db: D1Database, tenantId: string, version: number): Promise<void> {
  await db
    .prepare("UPDATE tenant SET pushed_version = ?1 WHERE id = ?2 AND pushed_version < ?1")
    .bind(version, tenantId)
    .run();
}

/** At most `limit` tenants with a change that was saved and not pushed to all coordinators, longest waiting first. */
export async function behindTenants(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM tenant WHERE pushed_version < config_version AND status = 'active'
       ORDER BY updated_at LIMIT ?`,
    )
    .bind(limit)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}
