import type { Instant } from "../platform/clock.ts";
import { allOf, type Condition, cutPage, type Page, type PageRequest } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";
import type { RecordPlace } from "./record-databases.ts";

/**
 * Rows that are counted of a tenant's events, and of its attempts: counting walks them, through pages that bodies
 * fill, and D1 serves everybody with one thread. As many as one page of events looks at.
 */
export const MAX_COUNTED = 20_000;

/** A tenant whose deletion was asked for and is not over. */
export interface Erasure extends RecordPlace {
  tenantId: string;
  /** When the deletion was asked for. */
  since: Instant;
}

/** What the record still has of a tenant. */
export interface Left {
  /** At most `MAX_COUNTED`. */
  events: number;
  /** At most `MAX_COUNTED`. */
  attempts: number;
  /** When the oldest event that is left was received; null = none is left. */
  oldestEventAt: Instant | null;
  /** When the first attempt of those left was made; null = none is left. */
  oldestAttemptAt: Instant | null;
}

/** Those asked for last come first. */
export async function listErasures(db: D1Database, page: PageRequest): Promise<Page<Erasure>> {
  const where = allOf([{ sql: "status = 'erasing'", values: [] }, askedBefore(page)]);
  const { results } = await db
    .prepare(
      `SELECT id AS tenantId, updated_at AS since, record_database AS recordDatabase FROM tenant
       WHERE ${where.sql} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    )
    .bind(...where.values, page.limit + 1)
    .all<Erasure>();
  return cutPage(results, page, {
    toItem: (row) => row,
    keyOf: ({ since, tenantId }) => [String(since), tenantId],
  });
}

/** What is left of these tenants, by id. */
export async function countLeft(
  db: RecordDatabase,
  tenantIds: readonly string[],
): Promise<Map<string, Left>> {
  const { results } = await db
    .prepare(
      `SELECT shown.value AS tenantId,
         (SELECT count(*) FROM (SELECT 1 FROM event WHERE tenant_id = shown.value LIMIT ${MAX_COUNTED})) AS events,
         (SELECT count(*) FROM (SELECT 1 FROM attempt WHERE tenant_id = shown.value LIMIT ${MAX_COUNTED})) AS attempts,
         (SELECT received_at FROM event WHERE tenant_id = shown.value ORDER BY id LIMIT 1) AS oldestEventAt,
         (SELECT at FROM attempt WHERE tenant_id = shown.value ORDER BY event_id, subscription_id, number LIMIT 1)
           AS oldestAttemptAt
       FROM json_each(?) AS shown`,
    )
    .bind(JSON.stringify(tenantIds))
    .all<Left & { tenantId: string }>();
  return new Map(results.map(({ tenantId, ...left }) => [tenantId, left]));
}

function askedBefore({ after }: PageRequest): Condition | null {
  const [since, tenantId] = after ?? [];
  if (since === undefined || tenantId === undefined) return null;
  return { sql: "(updated_at, id) < (CAST(? AS INTEGER), ?)", values: [since, tenantId] };
}
