import type { Instant } from "../platform/clock.ts";
import { Recent } from "../platform/recent.ts";
import { bucketOf, seenBucketAt } from "./bucket.ts";
import type { Seen } from "./accept.ts";
import { changeTable, type Change, insertChanges, latestChanges } from "./changes.sql.ts";
import type { Projected } from "./coordinator.sql.ts";
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
const SELECT_EVENTS = "SELECT ordinal, revision, head, deliveries FROM";
type SeenRow = { event_id: string; sequence: number };

/** The tables that hold events: one per time bucket, dropped whole; and what was seen, likewise. */
export function bucketTables(sql: Sql) {
  const tables = new Set(
    sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'event!_%' ESCAPE '!' OR name LIKE 'change!_%' ESCAPE '!' OR name LIKE 'seen!_%' ESCAPE '!')",
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
  const eventTables = () => [...tables].filter((name) => name.startsWith("event_"));
  const rewrite = (event: OpenEvent) => {
    sql.exec(
      `UPDATE ${tableOf(event)} SET revision = ?, is_open = ?, deliveries = ?, head = ? WHERE ordinal = ?`,
      ...standingOf(event),
      JSON.stringify(event.head),
      event.ordinal,
    );
  };
  const unfinishedHeld = ({ revision }: Projected): OpenEvent[] =>
    sql
      .exec<EventRow>(`${SELECT_EVENTS} ${HELD} WHERE is_open = 1 OR revision > ?`, revision)
      .toArray()
      .map((row) => toOpenEvent(row, true));
  const unfinishedOf = (name: string, { revision, doneBelow, changesAfter }: Projected): OpenEvent[] => {
    const changed = `change_${name.slice("event_".length)}`;
    const changes = tables.has(changed)
      ? latestChanges(sql, changed, changesAfter)
      : new Map<number, Change>();
    const isWanted = "ordinal >= ? AND (is_open = 1 OR revision > ?)";
    const rows = sql
      .exec<EventRow>(`${SELECT_EVENTS} ${name} WHERE ${isWanted}`, doneBelow, revision)
      .toArray();
    const known = new Set(rows.map(({ ordinal }) => ordinal));
    for (const ordinal of changes.keys()) {
      if (ordinal < doneBelow || known.has(ordinal)) continue;
      rows.push(...sql.exec<EventRow>(`${SELECT_EVENTS} ${name} WHERE ordinal = ?`, ordinal));
    }
    return rows
      .map((row) => withChange(toOpenEvent(row, false), changes.get(row.ordinal)))
      .filter((event) => event.revision > revision || !isFinished(event));
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
        `INSERT INTO ${table} (ordinal, revision, is_open, deliveries, head, body) VALUES (?, ?, ?, ?, ?, ?)`,
        event.ordinal,
        ...standingOf(event),
        JSON.stringify(event.head),
        body,
      );
    },

    /** Writes what has become of events whose rows stand: one row for all of a bucket. */
    saveChanges(events: readonly OpenEvent[]): void {
      for (const [bucket, changed] of Map.groupBy(events, bucketOfRow)) {
        if (bucket === null) {
          for (const event of changed) rewrite(event);
        } else {
          ensure(`change_${bucket}`, changeTable);
          insertChanges(sql, `change_${bucket}`, changed);
        }
      }
    },

    /** Rewrites the row of an event whose head has changed as well: it has left the order window. */
    rewriteEvent: rewrite,

    /** @throws when the row is gone: an open event always has one. */
    bodyOf(event: OpenEvent): Uint8Array {
      const known = bodies.get(event.ordinal);
      if (known) return known;
      const row = sql
        .exec<{ body: ArrayBuffer }>(`SELECT body FROM ${tableOf(event)} WHERE ordinal = ?`, event.ordinal)
        .one();
      return new Uint8Array(row.body);
    },

    /** Every event that is unsettled or changed after the marker, oldest first. Reads nothing that lies before it. */
    unfinishedSince(marker: Projected): OpenEvent[] {
      return eventTables()
        .flatMap((name) => (name === HELD ? unfinishedHeld(marker) : unfinishedOf(name, marker)))
        .toSorted((a, b) => a.ordinal - b.ordinal);
    },

    /** The highest ordinal in any table; 0 where there is none. */
    highestOrdinal(): number {
      const highest = eventTables().map(
        (name) =>
          sql.exec<{ ordinal: number | null }>(`SELECT max(ordinal) AS ordinal FROM ${name}`).one().ordinal,
      );
      return Math.max(0, ...highest.map((ordinal) => ordinal ?? 0));
    },

    /** The buckets that have a table, oldest first. */
    buckets(): number[] {
      return eventTables()
        .filter((name) => name !== HELD)
        .map((name) => Number(name.slice("event_".length)))
        .toSorted((a, b) => a - b);
    },

    /** Drops a bucket whole; the given events, still unfinished, move out of it first. */
    dropBucket(bucket: number, unfinished: readonly OpenEvent[]): void {
      for (const event of unfinished) {
        sql.exec(
          `INSERT INTO ${HELD} SELECT ordinal, ?, ?, head, ?, body FROM event_${bucket} WHERE ordinal = ?`,
          ...standingOf(event),
          event.ordinal,
        );
        event.isHeld = true;
      }
      drop(`event_${bucket}`);
      drop(`change_${bucket}`);
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

/** What changes of a row: revision, whether it is open, deliveries. */
function standingOf(event: OpenEvent): [number, 0 | 1, string] {
  return [event.revision, isFinished(event) ? 0 : 1, JSON.stringify(event.deliveries.map(store))];
}

/** The bucket that an event's row stands in; null where it is held. */
function bucketOfRow(event: OpenEvent): number | null {
  return event.isHeld ? null : bucketOf(event.ordinal);
}

function withChange(event: OpenEvent, change: Change | undefined): OpenEvent {
  if (!change || change.revision < event.revision) return event;
  return { ...event, revision: change.revision, deliveries: change.deliveries() };
}

function toOpenEvent(row: EventRow, isHeld: boolean): OpenEvent {
  const head = JSON.parse(row.head) as EventHead;
  const deliveries = (JSON.parse(row.deliveries) as StoredDelivery[]).map(restore);
  return { ordinal: row.ordinal, revision: row.revision, head, deliveries, isHeld, isBodyProjected: false };
}
