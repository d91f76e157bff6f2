import type { Instant } from "../platform/clock.ts";
import { UNDELIVERED_EVENTS } from "./event-range.sql.ts";
import { allOf, behind, type PageRequest } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

/** An event as a place in its stream. */
export interface StreamEvent {
  id: string;
  stream: string;
  sequence: number;
  type: string;
  receivedAt: Instant;
}

/**
 * The tenant's next events behind a place, newest first, without anything big.
 * @param isPending only those that have an unsettled delivery: the partial index has them at hand.
 */
export async function scanStreamEvents(
  db: RecordDatabase,
  tenantId: string,
  { page, isPending }: { page: PageRequest; isPending: boolean },
): Promise<StreamEvent[]> {
  const where = allOf([
    { sql: "tenant_id = ?", values: [tenantId] },
    behind("id", page.after),
    isPending ? { sql: "undelivered > 0 AND status = 'pending'", values: [] } : null,
  ]);
  const { results } = await db
    .prepare(
      `SELECT id, stream, sequence, type, received_at AS receivedAt
       FROM ${isPending ? UNDELIVERED_EVENTS : "event"}
       WHERE ${where.sql} ORDER BY id DESC LIMIT ?`,
    )
    .bind(...where.values, page.limit)
    .all<StreamEvent>();
  return results;
}
