import { firstIdAt } from "../platform/ids.ts";
import type { Instant } from "../platform/clock.ts";
import type { RejectionReason } from "./rejection-reasons.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";

/** A request that a source has refused, or many of them with the same reason, of which the newest is shown. */
export interface Rejection {
  /** `rej_...`, sorts by time. */
  id: string;
  sourceId: string;
  at: Instant;
  reason: RejectionReason;
  /** What was wrong, for a person. */
  detail: string;
  /** How many requests it stands for. */
  count: number;
  headers: Readonly<Record<string, string>>;
  /** null where the body was not read. */
  bodyBytes: number | null;
  /** The body's beginning as text, at most 1 KiB; null where there is none. */
  bodyHead: string | null;
}

interface RejectionRow {
  source_id: string;
  id: string;
  at: number;
  reason: RejectionReason;
  detail: string;
  count: number;
  headers: string;
  body_bytes: number | null;
  body_head: string | null;
}

const COLUMNS = "id, at, reason, detail, count, headers, body_bytes, body_head";

/** Kept per source, whatever comes. */
export const MAX_REJECTIONS_PER_SOURCE = 500;

/** Keeps rejections of one source and lets go of its oldest beyond `MAX_REJECTIONS_PER_SOURCE`. */
export async function insertRejections(
  db: D1Database,
  sourceId: string,
  rejections: readonly Rejection[],
): Promise<void> {
  const insert = db.prepare(
    // A source that is gone meanwhile gets no rows: nobody would remove them.
    `INSERT INTO rejection (source_id, ${COLUMNS}) SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM source WHERE id = ?`,
  );
  const prune = db
    .prepare(
      `DELETE FROM rejection WHERE source_id = ?1 AND id <=
       (SELECT id FROM rejection WHERE source_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
    )
    .bind(sourceId, MAX_REJECTIONS_PER_SOURCE);
  const inserts = rejections.map((rejection) => insert.bind(...valuesOf(rejection), sourceId));
  await db.batch([...inserts, prune]);
}

/** Newest first. */
export async function listRejections(
  db: D1Database,
  sourceId: string,
  page: PageRequest,
): Promise<Page<Rejection>> {
  const where = allOf([{ sql: "source_id = ?", values: [sourceId] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT source_id, ${COLUMNS} FROM rejection WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<RejectionRow>();
  return cutPage(results, page, { toItem: toRejection, keyOf: (row) => [row.id] });
}

/** Deletes at most `limit` rejections from before `before`. @returns how many. */
export async function pruneRejections(db: D1Database, before: Instant, limit: number): Promise<number> {
  const { meta } = await db
    .prepare(
      // By source, in this order (CROSS JOIN), so that the key leads to the old ones.
      `DELETE FROM rejection WHERE (source_id, id) IN
       (SELECT r.source_id, r.id FROM source s CROSS JOIN rejection r ON r.source_id = s.id AND r.id < ? LIMIT ?)`,
    )
    .bind(firstIdAt("rej", before), limit)
    .run();
  return meta.changes;
}

/** A source that refuses what comes, as far as signatures go. */
export interface RejectingSource {
  sourceId: string;
  count: number;
  reasons: Readonly<Record<string, number>>;
  /** When the operator was last told of it. */
  toldAt: Instant | null;
}

const REJECTING = `
SELECT source_id AS sourceId, told_rejecting_at AS toldAt, sum(number) AS count,
  json_group_object(reason, number) AS reasons
FROM (
  SELECT s.id AS source_id, s.told_rejecting_at, r.reason, sum(r.count) AS number
  FROM source s CROSS JOIN rejection r ON r.source_id = s.id AND r.id >= ?1
  WHERE r.reason LIKE 'signature_%' AND coalesce(s.told_rejecting_at, 0) <= ?2
  GROUP BY s.id, r.reason
)
GROUP BY source_id HAVING sum(number) >= ?3 LIMIT ?4`;

/** Sources that have refused `atLeast` requests for their signatures since `since`, and were not told of since `untoldSince`. */
export async function rejectingSources(
  db: D1Database,
  search: { since: Instant; untoldSince: Instant; atLeast: number; limit: number },
): Promise<RejectingSource[]> {
  const { results } = await db
    .prepare(REJECTING)
    .bind(firstIdAt("rej", search.since), search.untoldSince, search.atLeast, search.limit)
    .all<Omit<RejectingSource, "reasons"> & { reasons: string }>();
  return results.map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as Record<string, number> }));
}

/** Notes that the operator was told of a source's rejections. */
export async function noteToldRejecting(db: D1Database, sourceId: string, at: Instant): Promise<void> {
  await db.prepare("UPDATE source SET told_rejecting_at = ? WHERE id = ?").bind(at, sourceId).run();
}

function valuesOf(rejection: Rejection): (string | number | null)[] {
  const { id, at, reason, detail, count, headers, bodyBytes, bodyHead } = rejection;
  return [id, at, reason, detail, count, JSON.stringify(headers), bodyBytes, bodyHead];
}

function toRejection(row: RejectionRow): Rejection {
  return {
    id: row.id,
    sourceId: row.source_id,
    at: row.at,
    reason: row.reason,
    detail: row.detail,
    count: row.count,
    headers: JSON.parse(row.headers) as Record<string, string>,
    bodyBytes: row.body_bytes,
    bodyHead: row.body_head,
  };
}
