import type { Instant } from "../platform/clock.ts";
import { firstIdAt } from "../platform/ids.ts";
import { allOf, type Condition } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

// An event's id is made a moment after its receipt, on another machine's clock: how far the two may lie apart.
const ID_TIME_SLACK_MS = 3_600_000;
// How many events one filtered page looks at. D1 has one thread for all tenants: about 20 ms of it.
const MAX_SCANNED_EVENTS = 20_000;
// What most filters find a page in: a fortieth of that.
const NEAR_EVENTS = 500;

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

/**
 * The events that have an undelivered delivery, for a query that says `undelivered > 0`. Their partial index has to be
 * named: the table's own key looks as good to SQLite, which does not know how short the index is, and then reads all
 * events of the tenant.
 */
export const UNDELIVERED_EVENTS = "event INDEXED BY event_undelivered";

/** What a filtered page looks through. */
interface Scan {
  /** `event`, or those that are undelivered. */
  table: string;
  /** Without what the filter narrows it down to. */
  range: readonly (Condition | null)[];
  limit: number;
}

/**
 * Reads a page of a filtered list: among the nearest events first, and only where these do not fill it among as many
 * as one page may look at.
 * @param read reads up to `limit + 1` rows that are not behind the edge.
 * @returns its rows, and the id of the last event that was looked at; null where the range ends before.
 */
export async function scanPage<Row>(
  db: RecordDatabase,
  { table, range, limit }: Scan,
  read: (edge: Condition | null) => Promise<Row[]>,
): Promise<{ rows: Row[]; edge: string | null }> {
  const near = await scanEdge(db, { table, range, events: NEAR_EVENTS });
  const rows = await read(notBehind(near));
  if (near === null || rows.length > limit) return { rows, edge: near };
  const far = await scanEdge(db, { table, range, events: MAX_SCANNED_EVENTS });
  return { rows: await read(notBehind(far)), edge: far };
}

function notBehind(edge: string | null): Condition | null {
  return edge === null ? null : { sql: "event.id >= ?", values: [edge] };
}

/** The id of the last of so many events; null where the range has fewer. */
async function scanEdge(
  db: RecordDatabase,
  { table, range, events }: Omit<Scan, "limit"> & { events: number },
): Promise<string | null> {
  const where = allOf(range);
  return db
    .prepare(`SELECT event.id FROM ${table} WHERE ${where.sql} ORDER BY event.id DESC LIMIT 1 OFFSET ?`)
    .bind(...where.values, events - 1)
    .first<string>("id");
}
