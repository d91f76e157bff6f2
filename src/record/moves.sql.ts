import type { Instant } from "../platform/clock.ts";

/** How far one partition has come with giving away streams. */
export interface MoveProgress {
  tenantId: string;
  partition: number;
  /** The layout that they move to. */
  layoutVersion: number;
  /** Streams that it has yet to give away. */
  left: number;
}

/**
 * Records how many streams a partition has yet to give away; the last one with none ends the move, and with it what
 * it costs. Repeatable: what is told of another layout changes nothing.
 */
export async function reportMoved(
  db: D1Database,
  { tenantId, partition, layoutVersion, left }: MoveProgress,
): Promise<void> {
  const isMoving = "id = ?1 AND layout_version = ?2 AND partitions_before IS NOT NULL";
  await db.batch([
    db
      .prepare(
        `INSERT INTO move_progress (tenant_id, layout_version, partition, streams_left)
         SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM tenant WHERE ${isMoving} AND partitions_before > ?3)
         ON CONFLICT DO UPDATE SET streams_left = excluded.streams_left`,
      )
      .bind(tenantId, layoutVersion, partition, left),
    db
      .prepare(
        `UPDATE tenant SET partitions_before = NULL, moving_since = NULL, moves_held = 0,
           config_version = config_version + 1
         WHERE ${isMoving} AND partitions_before <= (SELECT count(*) FROM move_progress
           WHERE tenant_id = ?1 AND layout_version = ?2 AND streams_left = 0)`,
      )
      .bind(tenantId, layoutVersion),
    db
      .prepare(
        `DELETE FROM move_progress WHERE tenant_id = ?1
         AND NOT EXISTS (SELECT 1 FROM tenant WHERE id = ?1 AND partitions_before IS NOT NULL)`,
      )
      .bind(tenantId),
  ]);
}

/** A change of a tenant's number of partitions. */
export interface NewLayout {
  from: number;
  to: number;
  at: Instant;
  /** That the tenant is to get in the same change; null = none. */
  uid: string | null;
}

/**
 * The new number of partitions comes into force with the next version of the configuration. Nothing changes where
 * streams still move, where somebody else was quicker, where a subscription allows fewer attempts at once, or where
 * another tenant has the uid.
 * @returns whether it does.
 */
export async function beginMove(
  db: D1Database,
  tenantId: string,
  { from, to, at, uid }: NewLayout,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE tenant SET partitions = ?1, partitions_before = ?2, moving_since = ?3, updated_at = ?3,
         most_partitions = max(most_partitions, ?2), config_version = config_version + 1,
         layout_version = config_version + 1,
         moves_held = EXISTS (SELECT 1 FROM replay_hold WHERE tenant_id = ?4)
       WHERE id = ?4 AND status = 'active' AND partitions = ?2 AND partitions_before IS NULL
         AND NOT EXISTS (SELECT 1 FROM subscription WHERE tenant_id = ?4 AND settings ->> '$.maxInFlight' < ?1)
         AND NOT EXISTS (SELECT 1 FROM tenant AS other WHERE other.uid = ?5 AND other.id <> ?4)`,
    )
    .bind(to, from, at, tenantId, uid)
    .run();
  return meta.changes > 0;
}

/** At most `limit` subscriptions that allow fewer attempts at once than there would be partitions. */
export async function subscriptionsBelow(
  db: D1Database,
  tenantId: string,
  { partitions, limit }: { partitions: number; limit: number },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM subscription WHERE tenant_id = ? AND settings ->> '$.maxInFlight' < ? ORDER BY id LIMIT ?`,
    )
    .bind(tenantId, partitions, limit)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Lets streams move again where the last replay is over. @returns in how many tenants. */
export async function releaseMoves(db: D1Database): Promise<number> {
  const { meta } = await db
    .prepare(
      `UPDATE tenant SET moves_held = 0, config_version = config_version + 1
       WHERE moves_held = 1 AND partitions_before IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM replay_hold WHERE tenant_id = tenant.id)`,
    )
    .run();
  return meta.changes;
}
