import type { ReplayQuery } from "../match/replay-query.ts";
import { receivedBetween, UNDELIVERED_EVENTS } from "./event-range.sql.ts";
import { allOf, type Condition } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

/** One recorded event in a replay's range, as far as the choice goes. */
export interface ScannedEvent {
  id: string;
  type: string;
  stream: string;
  sequence: number;
  /** Status and position of the subscription's delivery; null where it has none. */
  status: string | null;
  position: number | null;
  bodyBytes: number;
}

/** Events of one kind in a part of a replay's range. */
export interface ScannedKind {
  type: string;
  status: string | null;
  events: number;
}

/** Which events are looked at: those of a replay's range behind `after`, oldest id first. */
export interface ScanRequest {
  subscriptionId: string;
  query: ReplayQuery;
  /** The last event that was looked at; "" = from the beginning. */
  after: string;
  /** Events to look at. */
  limit: number;
}

const ofDelivery = (field: "st" | "p") =>
  `(SELECT value ->> '$.${field}' FROM json_each(event.deliveries) WHERE value ->> '$.s' = ?)`;

/** The next events of the range, in the order of their ids. Fewer than `limit` = the range ends here. */
export async function scanEvents(
  db: RecordDatabase,
  tenantId: string,
  { subscriptionId, query, after, limit }: ScanRequest,
): Promise<ScannedEvent[]> {
  const where = inRange(tenantId, query, after);
  const { results } = await db
    .prepare(
      `SELECT id, type, stream, sequence, ${ofDelivery("st")} AS status, ${ofDelivery("p")} AS position,
         octet_length(body) AS bodyBytes
       FROM ${tableOf(query)} WHERE ${where.sql} ORDER BY id LIMIT ?`,
    )
    .bind(subscriptionId, subscriptionId, ...where.values, limit)
    .all<ScannedEvent>();
  return results;
}

/**
 * Counts the next events of the range by type and status.
 * @returns the last id that was looked at, or null where the range has ended.
 */
export async function countEvents(
  db: RecordDatabase,
  tenantId: string,
  { subscriptionId, query, after, limit }: ScanRequest,
): Promise<{ kinds: ScannedKind[]; last: string | null }> {
  const where = inRange(tenantId, query, after);
  const last = await db
    .prepare(`SELECT id FROM ${tableOf(query)} WHERE ${where.sql} ORDER BY id LIMIT 1 OFFSET ?`)
    .bind(...where.values, limit - 1)
    .first<string>("id");
  const part = allOf([where, last === null ? null : { sql: "id <= ?", values: [last] }]);
  const { results } = await db
    .prepare(
      `SELECT type, ${ofDelivery("st")} AS status, count(*) AS events
       FROM ${tableOf(query)} WHERE ${part.sql} GROUP BY 1, 2`,
    )
    .bind(subscriptionId, ...part.values)
    .all<ScannedKind>();
  return { kinds: results, last };
}

function inRange(tenantId: string, query: ReplayQuery, after: string): Condition {
  return allOf([
    { sql: "tenant_id = ? AND id > ?", values: [tenantId, after] },
    ...receivedBetween(query),
    query.streams.length === 0
      ? null
      : { sql: "stream IN (SELECT value FROM json_each(?))", values: [JSON.stringify(query.streams)] },
    query.status === "failed" ? { sql: "undelivered > 0", values: [] } : null,
  ]);
}

function tableOf({ status }: ReplayQuery): string {
  return status === "failed" ? UNDELIVERED_EVENTS : "event";
}
