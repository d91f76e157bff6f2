import type { Counters } from "./counters.ts";

type Row = Record<string, SqlStorageValue>;
/** Bytes may be a view: SQLite takes what it shows. */
type Binding = SqlStorageValue | Uint8Array;

/** The part of an object's database that the tables use. */
export interface Sql {
  exec<Shape extends Row>(query: string, ...bindings: Binding[]): SqlStorageCursor<Shape>;
}

/** The same database, with the rows that it writes counted. */
export function countingSql(sql: SqlStorage, counters: Counters): Sql {
  return {
    exec<Shape extends Row>(query: string, ...bindings: Binding[]) {
      const cursor = sql.exec<Shape>(query, ...bindings);
      counters.rowsWritten += cursor.rowsWritten;
      return cursor;
    },
  };
}
