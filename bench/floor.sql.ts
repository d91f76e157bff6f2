/** One event as the floor keeps it: its number in the object, the provider's id, the body. */
export interface FloorEvent {
  number: number;
  eventId: string;
  body: string;
}

const OBJECT_SCHEMA = "CREATE TABLE IF NOT EXISTS event (number INTEGER PRIMARY KEY, body BLOB NOT NULL)";

/** The D1 table that the floor's batches go to: one row written per event, no index. */
export const RECORD_SCHEMA =
  "CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID";

/** The object's own table. `append` answers the event's number. */
export function floorTable(sql: SqlStorage) {
  sql.exec(OBJECT_SCHEMA);
  let rowsWritten = 0;
  return {
    append(body: Uint8Array): number {
      const cursor = sql.exec<{ number: number }>(
        "INSERT INTO event (body) VALUES (?) RETURNING number",
        body,
      );
      const { number } = cursor.one();
      rowsWritten += cursor.rowsWritten;
      return number;
    },
    rowsWritten: () => rowsWritten,
  };
}

/** Writes a batch with one statement and one bound parameter, whatever its length. */
export async function recordEvents(db: D1Database, events: readonly FloorEvent[]): Promise<number> {
  const rows = JSON.stringify(events.map((event) => [event.eventId, event.number, event.body]));
  const { meta } = await db
    .prepare("INSERT INTO event SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)")
    .bind(rows)
    .run();
  return meta.rows_written;
}

export async function countRecorded(db: D1Database): Promise<number> {
  const count = await db.prepare("SELECT count(*) AS count FROM event").first<number>("count");
  return count ?? 0;
}
