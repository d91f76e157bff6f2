import type { Counters } from "./counters.ts";

/** The part of an object's database that the tables use. */
export type Sql = Pick<SqlStorage, "exec">;

/** The same database, with the rows that it writes counted. */
export function countingSql(sql: SqlStorage, counters: Counters): Sql {
  return {
    exec: (query, ...bindings) => {
      const cursor = sql.exec(query, ...bindings);
      counters.rowsWritten += cursor.rowsWritten;
      return cursor as never;
    },
  };
}
