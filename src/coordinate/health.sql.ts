import type { Sql } from "./counting.sql.ts";
import type { StoredHealth } from "./health.ts";
import type { Notice } from "./notice.ts";

/** A migration of the coordinator: how subscriptions fare, and what the operator has yet to be told. */
export const HEALTH_TABLES = `
   CREATE TABLE health (subscription_id TEXT PRIMARY KEY, health TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE notice (id TEXT PRIMARY KEY, notice TEXT NOT NULL) WITHOUT ROWID;`;

/** Rows of both only where something fails; where there are several partitions, also one an hour and subscription. */
export function healthTables(sql: Sql) {
  return {
    healths(): Map<string, StoredHealth> {
      const rows = sql.exec<{ id: string; health: string }>(
        "SELECT subscription_id AS id, health FROM health",
      );
      return new Map(rows.toArray().map((row) => [row.id, JSON.parse(row.health) as StoredHealth]));
    },

    saveHealth(subscriptionId: string, health: StoredHealth): void {
      sql.exec(
        "INSERT INTO health (subscription_id, health) VALUES (?, ?) ON CONFLICT (subscription_id) DO UPDATE SET health = excluded.health",
        subscriptionId,
        JSON.stringify(health),
      );
    },

    /** Removes what is known of subscriptions that are gone. */
    keepHealthOf(subscriptionIds: ReadonlySet<string>): void {
      const known = sql.exec<{ id: string }>("SELECT subscription_id AS id FROM health").toArray();
      for (const { id } of known) {
        if (!subscriptionIds.has(id)) sql.exec("DELETE FROM health WHERE subscription_id = ?", id);
      }
    },

    /** Oldest first. */
    notices(): Notice[] {
      return sql
        .exec<{ notice: string }>("SELECT notice FROM notice ORDER BY id")
        .toArray()
        .map((row) => JSON.parse(row.notice) as Notice);
    },

    saveNotice(notice: Notice): void {
      sql.exec(
        "INSERT INTO notice (id, notice) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET notice = excluded.notice",
        notice.event.id,
        JSON.stringify(notice),
      );
    },

    deleteNotice(id: string): void {
      sql.exec("DELETE FROM notice WHERE id = ?", id);
    },
  };
}

export type HealthTables = ReturnType<typeof healthTables>;
