import type { Instant } from "../platform/clock.ts";
import type { RecordDatabase } from "./record-database.ts";

/** How far one partition has come with a replay: absolute numbers. */
export interface ReplayProgress {
  tenantId: string;
  replayId: string;
  partition: number;
  opened: number;
  delivered: number;
  failed: number;
  skipped: number;
  /** Nothing more will come from this partition. */
  isDone: boolean;
  at: Instant;
}

/**
 * Records a partition's progress; the last partition that is done ends the replay. Repeatable.
 * @returns the replay's status, or null where there is no such replay any more.
 */
export async function recordProgress(db: RecordDatabase, progress: ReplayProgress): Promise<string | null> {
  const { tenantId, replayId, partition, opened, delivered, failed, skipped, isDone, at } = progress;
  const results = await db.batch<{ status: string }>([
    db
      .prepare(
        `INSERT INTO replay_progress (tenant_id, replay_id, partition, opened, delivered, failed, skipped, is_done)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM replay WHERE tenant_id = ?1 AND id = ?2)
         ON CONFLICT DO UPDATE SET opened = excluded.opened, delivered = excluded.delivered,
           failed = excluded.failed, skipped = excluded.skipped, is_done = excluded.is_done`,
      )
      .bind(tenantId, replayId, partition, opened, delivered, failed, skipped, isDone ? 1 : 0),
    db
      .prepare(
        `UPDATE replay SET status = 'done', finished_at = ?1 WHERE tenant_id = ?2 AND id = ?3 AND status = 'running'
         AND partitions <= (SELECT count(*) FROM replay_progress WHERE tenant_id = ?2 AND replay_id = ?3 AND is_done)`,
      )
      .bind(at, tenantId, replayId),
    db.prepare("SELECT status FROM replay WHERE tenant_id = ? AND id = ?").bind(tenantId, replayId),
  ]);
  return results[2]?.results[0]?.status ?? null;
}
