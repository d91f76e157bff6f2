import type { Sql } from "./counting.sql.ts";
import { FIRST_LAYOUT } from "./partition.ts";
import type { StreamState } from "./sequence.ts";
import type { Layout } from "./subscription.ts";

/** A stream that was given away has a row here until its new coordinator is known to have it. */
export const MOVES_TABLES = `
  CREATE TABLE given (stream TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE layout (id INTEGER PRIMARY KEY CHECK (id = 1), layout TEXT NOT NULL);`;

/** A stream on its way to another coordinator. */
export interface GivenStream {
  stream: string;
  state: StreamState;
}

/** What a coordinator stores of streams that move. */
export function movesTables(sql: Sql) {
  return {
    layout(): Layout {
      const [row] = sql.exec<{ layout: string }>("SELECT layout FROM layout");
      return row ? (JSON.parse(row.layout) as Layout) : FIRST_LAYOUT;
    },

    /** Writes nothing for a tenant whose partitions are as many as ever. */
    saveLayout(layout: Layout): void {
      if (layout.version === 0) return;
      sql.exec(
        `INSERT INTO layout (id, layout) VALUES (1, ?)
         ON CONFLICT (id) DO UPDATE SET layout = excluded.layout WHERE layout <> excluded.layout`,
        JSON.stringify(layout),
      );
    },

    giveStream(stream: string, state: StreamState): void {
      sql.exec("INSERT OR REPLACE INTO given (stream, state) VALUES (?, ?)", stream, JSON.stringify(state));
    },

    /** Undefined where the stream was not given away, or where its new coordinator is known to have it. */
    findGiven(stream: string): StreamState | undefined {
      const [row] = sql.exec<{ state: string }>("SELECT state FROM given WHERE stream = ?", stream);
      return row && (JSON.parse(row.state) as StreamState);
    },

    /** At most `limit` streams that are on their way. */
    givenStreams(limit: number): GivenStream[] {
      return sql
        .exec<{ stream: string; state: string }>(
          "SELECT stream, state FROM given ORDER BY stream LIMIT ?",
          limit,
        )
        .toArray()
        .map(({ stream, state }) => ({ stream, state: JSON.parse(state) as StreamState }));
    },

    /** The new coordinator has it. */
    forgetGiven(stream: string): void {
      sql.exec("DELETE FROM given WHERE stream = ?", stream);
    },
  };
}

export type MovesTables = ReturnType<typeof movesTables>;
