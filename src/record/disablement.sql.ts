/**
 * Records that a subscription switched itself off. Repeatable: only one that is on and was not changed since is
 * switched off, and only then does the tenant's configuration get a new version.
 */
export async function recordDisablement(
  db: D1Database,
  tenantId: string,
  { subscriptionId, reason, at }: { subscriptionId: string; reason: string; at: number },
): Promise<void> {
  const isOn = "tenant_id = ? AND id = ? AND status <> 'disabled' AND updated_at <= ?";
  await db.batch([
    db
      .prepare(
        `UPDATE tenant SET config_version = config_version + 1 WHERE id = ?
         AND EXISTS (SELECT 1 FROM subscription WHERE ${isOn})`,
      )
      .bind(tenantId, tenantId, subscriptionId, at),
    db
      .prepare(
        `UPDATE subscription SET status = 'disabled', disabled_reason = ?, updated_at = ? WHERE ${isOn}`,
      )
      .bind(reason, at, tenantId, subscriptionId, at),
  ]);
}
