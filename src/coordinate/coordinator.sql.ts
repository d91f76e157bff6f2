import { toUtf8 } from "../platform/bytes.ts";
import { Recent } from "../platform/recent.ts";
import type { Backlog } from "./backlog.ts";
import type { Breaker } from "./breaker.ts";
import type { Sql } from "./counting.sql.ts";
import { HEALTH_TABLES } from "./health.sql.ts";
import { MOVES_TABLES } from "./moves.sql.ts";
import { type ReplayState, type StoredReplay, storedReplay } from "./replays.ts";
import type { AttemptRecord, Disablement, WaitingAttempt } from "./state.ts";
import { NEW_STREAM, type StreamState } from "./sequence.ts";
import type { CoordinatedSubscription } from "./subscription.ts";

/** Append-only: what is here has run somewhere. A later change is a later entry. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE stream (stream TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE subscription (id TEXT PRIMARY KEY, subscription TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE breaker (subscription_id TEXT PRIMARY KEY, breaker TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE disablement (subscription_id TEXT PRIMARY KEY, disablement TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE attempt (
     ordinal INTEGER NOT NULL, subscription_id TEXT NOT NULL, number INTEGER NOT NULL, attempt TEXT NOT NULL,
     PRIMARY KEY (ordinal, subscription_id, number)
   ) WITHOUT ROWID;`,
  "CREATE TABLE replay (id TEXT PRIMARY KEY, replay TEXT NOT NULL) WITHOUT ROWID;",
  HEALTH_TABLES,
  `CREATE TABLE backlog (subscription_id TEXT PRIMARY KEY, backlog TEXT NOT NULL) WITHOUT ROWID;`,
  // One row, where the record is in another database than the directory.
  `CREATE TABLE record_database (name TEXT PRIMARY KEY) WITHOUT ROWID;`,
  // Beside the marker `projected`, in the same row: they are written with it.
  `ALTER TABLE meta ADD COLUMN done_below INTEGER;
   ALTER TABLE meta ADD COLUMN changes_after INTEGER;`,
  MOVES_TABLES,
];

/** Numbers that outlive the rows they were taken from. */
export type MetaKey = "version" | "partitions" | "retention-days" | "ordinal" | "revision" | "leases-end";

/** A marker: a rebuild looks at nothing that lies before it. */
export interface Projected {
  /** The record has everything up to this revision. */
  revision: number;
  /** Every event with a lower ordinal is settled and recorded, unless it is held. */
  doneBelow: number;
  /** What has become of the others was written under higher revisions. */
  changesAfter: number;
}

/** Brings the schema up to date. Plain synchronous statements: nothing else runs in between. */
export function migrate(sql: Sql): void {
  sql.exec("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)");
  const done = sql.exec<{ done: number }>("SELECT count(*) AS done FROM migration").one().done;
  for (const [index, statements] of MIGRATIONS.slice(done).entries()) {
    sql.exec(statements);
    sql.exec("INSERT INTO migration (number) VALUES (?)", done + index + 1);
  }
}

/** Streams whose state is kept in memory, at some 300 bytes each. */
const MAX_REMEMBERED_STREAMS = 5_000;

/** Everything a coordinator stores beside its events. */
export function coordinatorTables(sql: Sql) {
  const streams = new Recent<string, StreamState>(MAX_REMEMBERED_STREAMS);
  return {
    meta(key: MetaKey): number {
      const [row] = sql.exec<{ value: number }>("SELECT value FROM meta WHERE key = ?", key);
      return row?.value ?? 0;
    },

    setMeta(key: MetaKey, value: number): void {
      sql.exec(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
      );
    },

    /** Where the tenant's record is; null = in the directory's own database. */
    recordDatabase(): string | null {
      const [row] = sql.exec<{ name: string }>("SELECT name FROM record_database");
      return row?.name ?? null;
    },

    /** Costs rows only where it is another one. */
    saveRecordDatabase(name: string | null): void {
      sql.exec("DELETE FROM record_database WHERE name IS NOT ?", name);
      if (name !== null) sql.exec("INSERT OR IGNORE INTO record_database (name) VALUES (?)", name);
    },

    /** How far the record is, and below which ordinal nothing is left to do in the tables that are dropped whole. */
    projected(): Projected {
      const [row] = sql.exec<{ value: number; doneBelow: number | null; changesAfter: number | null }>(
        `SELECT value, done_below AS doneBelow, changes_after AS changesAfter FROM meta WHERE key = 'projected'`,
      );
      return {
        revision: row?.value ?? 0,
        doneBelow: row?.doneBelow ?? 0,
        changesAfter: row?.changesAfter ?? 0,
      };
    },

    setProjected({ revision, doneBelow, changesAfter }: Projected): void {
      sql.exec(
        `INSERT INTO meta (key, value, done_below, changes_after) VALUES ('projected', ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET
           value = excluded.value, done_below = excluded.done_below, changes_after = excluded.changes_after`,
        revision,
        doneBelow,
        changesAfter,
      );
    },

    findStream(stream: string): StreamState {
      const known = streams.get(stream);
      if (known) return known;
      const [row] = sql.exec<{ state: string }>("SELECT state FROM stream WHERE stream = ?", stream);
      return row ? (JSON.parse(row.state) as StreamState) : NEW_STREAM;
    },

    saveStream(stream: string, state: StreamState): void {
      streams.set(stream, state);
      sql.exec(
        "INSERT INTO stream (stream, state) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET state = excluded.state",
        stream,
        JSON.stringify(state),
      );
    },

    /** The stream is coordinated elsewhere from here on. */
    deleteStream(stream: string): void {
      streams.delete(stream);
      sql.exec("DELETE FROM stream WHERE stream = ?", stream);
    },

    /** At most `limit` streams behind `after`, by name. */
    streamsBehind(after: string, limit: number): string[] {
      return sql
        .exec<{ stream: string }>(
          "SELECT stream FROM stream WHERE stream > ? ORDER BY stream LIMIT ?",
          after,
          limit,
        )
        .toArray()
        .map((row) => row.stream);
    },

    subscriptions(): CoordinatedSubscription[] {
      return sql
        .exec<{ subscription: string }>("SELECT subscription FROM subscription")
        .toArray()
        .map((row) => JSON.parse(row.subscription) as CoordinatedSubscription);
    },

    /** Writes what differs from the stored set: a push of a thousand with one change is one row. */
    saveSubscriptions(subscriptions: readonly CoordinatedSubscription[]): void {
      const known = new Map(
        sql
          .exec<{ id: string; subscription: string }>("SELECT id, subscription FROM subscription")
          .toArray()
          .map((row) => [row.id, row.subscription]),
      );
      for (const subscription of subscriptions) {
        const text = JSON.stringify(subscription);
        if (known.get(subscription.id) !== text) {
          sql.exec(
            "INSERT INTO subscription (id, subscription) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET subscription = excluded.subscription",
            subscription.id,
            text,
          );
        }
        known.delete(subscription.id);
      }
      for (const id of known.keys()) sql.exec("DELETE FROM subscription WHERE id = ?", id);
    },

    breakers(): Map<string, Breaker> {
      const rows = sql.exec<{ id: string; breaker: string }>(
        "SELECT subscription_id AS id, breaker FROM breaker",
      );
      return new Map(rows.toArray().map((row) => [row.id, JSON.parse(row.breaker) as Breaker]));
    },

    /** A closed breaker needs no row. */
    saveBreaker(subscriptionId: string, breaker: Breaker): void {
      if (breaker.openUntil === null) {
        sql.exec("DELETE FROM breaker WHERE subscription_id = ?", subscriptionId);
        return;
      }
      sql.exec(
        "INSERT INTO breaker (subscription_id, breaker) VALUES (?, ?) ON CONFLICT (subscription_id) DO UPDATE SET breaker = excluded.breaker",
        subscriptionId,
        JSON.stringify(breaker),
      );
    },

    disablements(): Disablement[] {
      return sql
        .exec<{ disablement: string }>("SELECT disablement FROM disablement")
        .toArray()
        .map((row) => JSON.parse(row.disablement) as Disablement);
    },

    saveDisablement(disablement: Disablement): void {
      sql.exec(
        "INSERT OR IGNORE INTO disablement (subscription_id, disablement) VALUES (?, ?)",
        disablement.subscriptionId,
        JSON.stringify(disablement),
      );
    },

    deleteDisablement(subscriptionId: string): void {
      sql.exec("DELETE FROM disablement WHERE subscription_id = ?", subscriptionId);
    },

    replays(): StoredReplay[] {
      return sql
        .exec<{ replay: string }>("SELECT replay FROM replay ORDER BY id")
        .toArray()
        .map((row) => JSON.parse(row.replay) as StoredReplay);
    },

    saveReplay(replay: ReplayState): void {
      sql.exec(
        "INSERT INTO replay (id, replay) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET replay = excluded.replay",
        replay.id,
        JSON.stringify(storedReplay(replay)),
      );
    },

    deleteReplay(id: string): void {
      sql.exec("DELETE FROM replay WHERE id = ?", id);
    },

    backlogs(): Backlog[] {
      return sql
        .exec<{ backlog: string }>("SELECT backlog FROM backlog")
        .toArray()
        .map((row) => JSON.parse(row.backlog) as Backlog);
    },

    saveBacklog(backlog: Backlog): void {
      sql.exec(
        "INSERT OR REPLACE INTO backlog (subscription_id, backlog) VALUES (?, ?)",
        backlog.subscriptionId,
        JSON.stringify(backlog),
      );
    },

    deleteBacklog(subscriptionId: string): void {
      sql.exec("DELETE FROM backlog WHERE subscription_id = ?", subscriptionId);
    },

    waitingAttempts(): WaitingAttempt[] {
      return sql
        .exec<{ ordinal: number; subscriptionId: string; number: number; bytes: number }>(
          `SELECT ordinal, subscription_id AS subscriptionId, number, length(CAST(attempt AS BLOB)) AS bytes
           FROM attempt ORDER BY ordinal, subscription_id, number`,
        )
        .toArray();
    },

    /** Undefined once it is recorded. */
    findAttempt({ ordinal, subscriptionId, number }: WaitingAttempt): AttemptRecord | undefined {
      const [row] = sql.exec<{ attempt: string }>(
        "SELECT attempt FROM attempt WHERE ordinal = ? AND subscription_id = ? AND number = ?",
        ordinal,
        subscriptionId,
        number,
      );
      return row && (JSON.parse(row.attempt) as AttemptRecord);
    },

    saveAttempt(attempt: AttemptRecord): WaitingAttempt {
      const text = JSON.stringify(attempt);
      sql.exec(
        "INSERT OR REPLACE INTO attempt (ordinal, subscription_id, number, attempt) VALUES (?, ?, ?, ?)",
        attempt.ordinal,
        attempt.subscriptionId,
        attempt.number,
        text,
      );
      const { ordinal, subscriptionId, number } = attempt;
      return { ordinal, subscriptionId, number, bytes: toUtf8(text).length };
    },

    deleteAttempt(attempt: WaitingAttempt): void {
      sql.exec(
        "DELETE FROM attempt WHERE ordinal = ? AND subscription_id = ? AND number = ?",
        attempt.ordinal,
        attempt.subscriptionId,
        attempt.number,
      );
    },
  };
}

export type CoordinatorTables = ReturnType<typeof coordinatorTables>;
