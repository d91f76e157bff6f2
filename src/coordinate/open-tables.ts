import { bucketTables } from "./buckets.sql.ts";
import type { Tables } from "./commit.ts";
import { coordinatorTables, migrate } from "./coordinator.sql.ts";
import type { Sql } from "./counting.sql.ts";
import { healthTables } from "./health.sql.ts";
import { movesTables } from "./moves.sql.ts";

/** A coordinator's tables, brought up to date. */
export function openTables(sql: Sql): Tables {
  migrate(sql);
  return {
    small: coordinatorTables(sql),
    health: healthTables(sql),
    buckets: bucketTables(sql),
    moves: movesTables(sql),
  };
}
