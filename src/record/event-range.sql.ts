import type { Instant } from "../platform/clock.ts";
import { firstIdAt } from "../platform/ids.ts";
import { allOf, type Condition } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

// An event's id is made a moment after its receipt, on another machine's clock: how far the two may lie apart.
const ID_TIME_SLACK_MS = 3_600_000;
// How many events one filtered page looks at. D1 has one thread for all tenants: about 20 ms of it.
const MAX_SCANNED_EVENTS = 20_000;

/**
 * The conditions of a time range of events, `from` inclusive, `to` exclusive. The time of receipt decides;
 * the ids, which begin with a time, only spare the rows that are far outside.
 */
export function receivedBetween({
  from,
  to,
}: {
  from?: Instant | undefined;
  to?: Instant | undefined;
}): Condition[] {
  const conditions: Condition[] = [];
  if (from !== undefined) {
    const first = firstIdAt("evt", from - ID_TIME_SLACK_MS);
    conditions.push({ sql: "event.id >= ? AND received_at >= ?", values: [first, from] });
  }
  if (to !== undefined) {
    const last = firstIdAt("evt", to + ID_TIME_SLACK_MS);
    conditions.push({ sql: "event.id < ? AND received_at < ?", values: [last, to] });
  }
  return conditions;
}

/** The id of the last event that a filtered page looks at; null where it may look at all of the range. */
export async function scanEdge(
  db: RecordDatabase,
  range: readonly (Condition | null)[],
): Promise<string | null> {
  const where = allOf(range);
  return db
    .prepare(`SELECT event.id FROM event WHERE ${where.sql} ORDER BY event.id DESC LIMIT 1 OFFSET ?`)
    .bind(...where.values, MAX_SCANNED_EVENTS - 1)
    .first<string>("id");
}
