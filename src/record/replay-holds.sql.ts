import type { Layout } from "../coordinate/subscription.ts";
import type { Instant } from "../platform/clock.ts";

/** A replay that keeps its tenant's streams where they are. In the directory, beside the tenant's layout. */
export interface ReplayHold {
  tenantId: string;
  replayId: string;
  createdAt: Instant;
}

/**
 * Keeps a tenant's streams where they are, before its replay begins: where they were moving, from the next version of
 * the configuration on.
 * @returns false where the layout is another one by now.
 */
export async function holdStreams(
  db: D1Database,
  { tenantId, replayId, createdAt }: ReplayHold,
  layout: Layout,
): Promise<boolean> {
  const insert = db
    .prepare(
      `INSERT INTO replay_hold (tenant_id, replay_id, created_at) SELECT id, ?2, ?3 FROM tenant
       WHERE id = ?1 AND layout_version = ?4 AND partitions_before IS ?5`,
    )
    .bind(tenantId, replayId, createdAt, layout.version, layout.before);
  if (layout.before === null) return (await insert.run()).meta.changes > 0;
  const hold = db
    .prepare(
      `UPDATE tenant SET moves_held = 1, config_version = config_version + 1
       WHERE id = ?1 AND EXISTS (SELECT 1 FROM replay_hold WHERE tenant_id = ?1 AND replay_id = ?2)`,
    )
    .bind(tenantId, replayId);
  const [inserted] = await db.batch([insert, hold]);
  return inserted !== undefined && inserted.meta.changes > 0;
}

/** At most `limit` holds, oldest first, and where their replays are recorded. */
export async function listHolds(
  db: D1Database,
  limit: number,
): Promise<(ReplayHold & { recordDatabase: string | null })[]> {
  const { results } = await db
    .prepare(
      `SELECT tenant_id AS tenantId, replay_id AS replayId, replay_hold.created_at AS createdAt,
         record_database AS recordDatabase
       FROM replay_hold LEFT JOIN tenant ON tenant.id = tenant_id
       ORDER BY replay_hold.created_at LIMIT ?`,
    )
    .bind(limit)
    .all<ReplayHold & { recordDatabase: string | null }>();
  return results;
}

/** Lets go: these replays are over, or have never begun. */
export async function endHolds(
  db: D1Database,
  holds: readonly Pick<ReplayHold, "tenantId" | "replayId">[],
): Promise<void> {
  if (holds.length === 0) return;
  await db
    .prepare(
      `DELETE FROM replay_hold WHERE (tenant_id, replay_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    )
    .bind(JSON.stringify(holds.map(({ tenantId, replayId }) => [tenantId, replayId])))
    .run();
}
