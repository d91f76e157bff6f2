import type { Instant } from "../platform/clock.ts";
import { Recent } from "../platform/recent.ts";
import { bucketOf, seenBucketAt } from "./bucket.ts";
import type { Seen } from "./accept.ts";
import type { Sql } from "./counting.sql.ts";
import {
  type EventHead,
  isFinished,
  type OpenEvent,
  restore,
  store,
  type StoredDelivery,
} from "./delivery.ts";

/** Bodies kept in memory: at most 1,000 x 8 KiB of the 128 MB that an object shares. */
const MAX_REMEMBERED_BODIES = 1_000;
const MAX_REMEMBERED_BODY_BYTES = 8 * 1024;

/** Where rows go whose bucket was dropped while something of them was unsettled. */
const HELD = "event_held";

// Small columns first: a scan after a restart reads no body.
const eventTable = (name: string) => `CREATE TABLE IF NOT EXISTS ${name} (
  ordinal    INTEGER PRIMARY KEY,
  revision   INTEGER NOT NULL,
  is_open    INTEGER NOT NULL,
  head       TEXT NOT NULL,
  deliveries TEXT NOT NULL,
  body       BLOB NOT NULL
)`;

const seenTable = (name: string) => `CREATE TABLE IF NOT EXISTS ${name} (
  source_id         TEXT NOT NULL,
  provider_event_id TEXT NOT NULL,
  event_id          TEXT NOT NULL,
  sequence          INTEGER NOT NULL,
  PRIMARY KEY (source_id, provider_event_id)
) WITHOUT ROWID`;

type EventRow = { ordinal: number; revision: number; head: string; deliveries: string };
type SeenRow = { event_id: string; sequence: number };

/** The tables that hold events: one per time bucket, dropped whole; and what was seen, likewise. */
export function bucketTables(sql: Sql) {
  const tables = new Set(
    sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'event!_%' ESCAPE '!' OR name LIKE 'seen!_%' ESCAPE '!')",
      )
      .toArray()
      .map((row) => row.name),
  );
  const ensure = (name: string, schema: (name: string) => string) => {
    if (tables.has(name)) return;
    sql.exec(schema(name));
    tables.add(name);
  };
  const drop = (name: string) => {
    sql.exec(`DROP TABLE IF EXISTS ${name}`);
    tables.delete(name);
  };
  const tableOf = (event: OpenEvent) => (event.isHeld ? HELD : `event_${bucketOf(event.ordinal)}`);
  const findIn = (table: string, key: { sourceId: string; providerEventId: string }): Seen | undefined => {
    if (!tables.has(table)) return undefined;
    const [row] = sql.exec<SeenRow>(
      `SELECT event_id, sequence FROM ${table} WHERE source_id = ? AND provider_event_id = ?`,
      key.sourceId,
      key.providerEventId,
    );
    return row && { eventId: row.event_id, sequence: row.sequence };
  };
  ensure(HELD, eventTable);
  // The next to want a body is the next lease or the projection, soon after it came.
  const bodies = new Recent<number, Uint8Array>(MAX_REMEMBERED_BODIES);

  return {
    insertEvent(event: OpenEvent, body: Uint8Array): void {
      const table = tableOf(event);
      ensure(table, eventTable);
      if (body.byteLength <= MAX_REMEMBERED_BODY_BYTES) bodies.set(event.ordinal, body);
      sql.exec(
        `INSERT INTO ${table} (ordinal, revision, is_open, head, deliveries, body) VALUES (?, ?, ?, ?, ?, ?)`,
        event.ordinal,
        event.revision,
        isFinished(event) ? 0 : 1,
        JSON.stringify(event.head),
        JSON.stringify(event.deliveries.map(store)),
        body,
      );
    },

    updateEvent(event: OpenEvent): void {
      sql.exec(
        `UPDATE ${tableOf(event)} SET revision = ?, is_open = ?, deliveries = ? WHERE ordinal = ?`,
        event.revision,
        isFinished(event) ? 0 : 1,
        JSON.stringify(event.deliveries.map(store)),
        event.ordinal,
      );
    },

    /** The same for one whose head has changed as well: it has left the order window. */
    rewriteEvent(event: OpenEvent): void {
      sql.exec(
        `UPDATE ${tableOf(event)} SET revision = ?, is_open = ?, head = ?, deliveries = ? WHERE ordinal = ?`,
        event.revision,
        isFinished(event) ? 0 : 1,
        JSON.stringify(event.head),
        JSON.stringify(event.deliveries.map(store)),
        event.ordinal,
      );
    },

    /** @throws when the row is gone: an open event always has one. */
    bodyOf(event: OpenEvent): Uint8Array {
      const known = bodies.get(event.ordinal);
      if (known) return known;
      const row = sql
        .exec<{ body: ArrayBuffer }>(`SELECT body FROM ${tableOf(event)} WHERE ordinal = ?`, event.ordinal)
        .one();
      return new Uint8Array(row.body);
    },

    /** Every event that is unsettled or changed after `revision`, oldest first. */
    unfinishedSince(revision: number): OpenEvent[] {
      const names = [...tables].filter((name) => name.startsWith("event_"));
      return names
        .flatMap((name) =>
          sql
            .exec<EventRow>(
              `SELECT ordinal, revision, head, deliveries FROM ${name} WHERE is_open = 1 OR revision > ?`,
              revision,
            )
            .toArray()
            .map((row) => toOpenEvent(row, name === HELD)),
        )
        .toSorted((a, b) => a.ordinal - b.ordinal);
    },

    /** The highest ordinal and revision in any table; 0 where there is none. */
    highest(): { ordinal: number; revision: number } {
      const highest = { ordinal: 0, revision: 0 };
      for (const name of tables) {
        if (!name.startsWith("event_")) continue;
        const row = sql
          .exec<{ ordinal: number | null; revision: number | null }>(
            `SELECT max(ordinal) AS ordinal, max(revision) AS revision FROM ${name}`,
          )
          .one();
        highest.ordinal = Math.max(highest.ordinal, row.ordinal ?? 0);
        highest.revision = Math.max(highest.revision, row.revision ?? 0);
      }
      return highest;
    },

    /** The buckets that have a table, oldest first. */
    buckets(): number[] {
      return [...tables]
        .filter((name) => name.startsWith("event_") && name !== HELD)
        .map((name) => Number(name.slice("event_".length)))
        .toSorted((a, b) => a - b);
    },

    /** Drops a bucket whole; the given events, still unfinished, move out of it first. */
    dropBucket(bucket: number, unfinished: readonly OpenEvent[]): void {
      for (const event of unfinished) {
        sql.exec(`INSERT INTO ${HELD} SELECT * FROM event_${bucket} WHERE ordinal = ?`, event.ordinal);
        event.isHeld = true;
      }
      drop(`event_${bucket}`);
    },

    /** A held row has nothing to share a drop with. */
    deleteHeld(event: OpenEvent): void {
      sql.exec(`DELETE FROM ${HELD} WHERE ordinal = ?`, event.ordinal);
    },

    /** The first event that was noted under this provider's id; undefined where none was lately. */
    findSeen(key: { sourceId: string; providerEventId: string }, now: Instant): Seen | undefined {
      const bucket = seenBucketAt(now);
      return findIn(`seen_${bucket - 1}`, key) ?? findIn(`seen_${bucket}`, key);
    },

    /** Notes an event under its provider's id, or returns the first one that was noted under it. */
    claim(key: { sourceId: string; providerEventId: string }, seen: Seen, now: Instant): Seen | undefined {
      const bucket = seenBucketAt(now);
      const earlier = findIn(`seen_${bucket - 1}`, key);
      if (earlier) return earlier;
      const table = `seen_${bucket}`;
      if (!tables.has(table)) {
        ensure(table, seenTable);
        const isOld = (name: string) =>
          name.startsWith("seen_") && Number(name.slice("seen_".length)) < bucket - 1;
        for (const name of [...tables].filter(isOld)) drop(name);
      }
      const { rowsWritten } = sql.exec(
        `INSERT OR IGNORE INTO ${table} (source_id, provider_event_id, event_id, sequence) VALUES (?, ?, ?, ?)`,
        key.sourceId,
        key.providerEventId,
        seen.eventId,
        seen.sequence,
      );
      return rowsWritten === 0 ? findIn(table, key) : undefined;
    },
  };
}

export type BucketTables = ReturnType<typeof bucketTables>;

function toOpenEvent(row: EventRow, isHeld: boolean): OpenEvent {
  const head = JSON.parse(row.head) as EventHead;
  const deliveries = (JSON.parse(row.deliveries) as StoredDelivery[]).map(restore);
  return { ordinal: row.ordinal, revision: row.revision, head, deliveries, isHeld, isBodyProjected: false };
}
