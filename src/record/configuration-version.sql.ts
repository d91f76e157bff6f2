/**
 * Makes a change and raises the version of its tenant's configuration in one transaction.
 * @returns whether the change touched a row.
 */
export async function changeWithVersion(
  db: D1Database,
  tenantId: string,
  change: D1PreparedStatement,
): Promise<boolean> {
  const raise = db
    .prepare("UPDATE tenant SET config_version = config_version + 1 WHERE id = ?")
    .bind(tenantId);
  const [changed] = await db.batch([change, raise]);
  return changed !== undefined && changed.meta.changes > 0;
}
