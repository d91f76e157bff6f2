import type { Sql } from "./counting.sql.ts";
import { type Delivery, type OpenEvent, restore, store, type StoredDelivery } from "./delivery.ts";

/** Of JSON in one row, of the 2 MB that a value may have. */
const MAX_ROW_CHARS = 500_000;

/**
 * What became of the events of one bucket after they were written: a row per turn, however many events it changed,
 * where rewriting theirs would be a row each, with the body.
 */
export const changeTable = (name: string) => `CREATE TABLE IF NOT EXISTS ${name} (
  number   INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  events   TEXT NOT NULL
)`;

type ChangeRow = { revision: number; events: string };
type StoredChange = [ordinal: number, revision: number, deliveries: StoredDelivery[]];

/** An event as the last turn that touched it has left it. */
export interface Change {
  revision: number;
  deliveries(): Delivery[];
}

/** Writes how these events stand now. */
export function insertChanges(sql: Sql, table: string, events: readonly OpenEvent[]): void {
  let texts: string[] = [];
  let chars = 0;
  let revision = 0;
  const write = () => {
    sql.exec(`INSERT INTO ${table} (revision, events) VALUES (?, ?)`, revision, `[${texts.join(",")}]`);
    texts = [];
    chars = 0;
  };
  for (const event of events) {
    const change: StoredChange = [event.ordinal, event.revision, event.deliveries.map(store)];
    const text = JSON.stringify(change);
    if (chars > 0 && chars + text.length > MAX_ROW_CHARS) write();
    texts.push(text);
    chars += text.length;
    revision = Math.max(revision, event.revision);
  }
  if (texts.length > 0) write();
}

/** The latest change of each event, by ordinal, as far as it came after a revision. */
export function latestChanges(sql: Sql, table: string, after: number): Map<number, Change> {
  const latest = new Map<number, Change>();
  const rows = sql.exec<ChangeRow>(
    `SELECT revision, events FROM ${table} WHERE revision > ? ORDER BY number`,
    after,
  );
  for (const row of rows) {
    for (const [ordinal, revision, deliveries] of JSON.parse(row.events) as StoredChange[]) {
      latest.set(ordinal, { revision, deliveries: () => deliveries.map(restore) });
    }
  }
  return latest;
}
