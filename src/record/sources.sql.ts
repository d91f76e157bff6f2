import type { Instant } from "../platform/clock.ts";
import type { Sealed } from "../platform/sealed.ts";
import { assign } from "./assignment.sql.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";

/** How a source finds the tenant of an event: always the same one, or the one whose uid the body names. */
export type SourceRouting = { tenant: string } | { pointer: string };

/** An inbound URL for one provider workspace. */
export interface Source {
  id: string;
  uid: string | null;
  name: string;
  provider: string;
  status: "enabled" | "disabled";
  routing: SourceRouting;
  /** How long an early event may wait for an older one of its stream. */
  orderWindowMs: number;
  /** RFC 6901 pointers that are masked wherever a payload is shown; deliveries carry the bytes unchanged. */
  redact: readonly string[];
  createdAt: Instant;
  updatedAt: Instant;
}

interface SourceRow {
  id: string;
  uid: string | null;
  name: string;
  provider: string;
  status: "enabled" | "disabled";
  routing: string;
  order_window_ms: number;
  redact: string;
  created_at: number;
  updated_at: number;
}

/** A new secret of a source, sealed for the row `source:{sourceId}`. */
export interface NewSourceSecret {
  id: string;
  sealed: Sealed;
  createdAt: Instant;
}

const COLUMNS = "id, uid, name, provider, status, routing, order_window_ms, redact, created_at, updated_at";

/** Writes the source and, in the same transaction, its first secret. @returns false where the uid is taken. */
export async function insertSource(
  db: D1Database,
  source: Source,
  secret: NewSourceSecret | null,
): Promise<boolean> {
  const insert = db
    .prepare(
      `INSERT INTO source (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING`,
    )
    .bind(
      source.id,
      source.uid,
      source.name,
      source.provider,
      source.status,
      JSON.stringify(source.routing),
      source.orderWindowMs,
      JSON.stringify(source.redact),
      source.createdAt,
      source.updatedAt,
    );
  const statements = secret ? [insert, insertSecretOf(db, source.id, secret)] : [insert];
  const [inserted] = await db.batch(statements);
  return inserted !== undefined && inserted.meta.changes > 0;
}

export async function findSource(db: D1Database, idOrUid: string): Promise<Source | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM source WHERE id = ?1 OR uid = ?1`)
    .bind(idOrUid)
    .first<SourceRow>();
  return row && toSource(row);
}

export async function listSources(db: D1Database, page: PageRequest): Promise<Page<Source>> {
  const where = allOf([{ sql: "1", values: [] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM source WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<SourceRow>();
  return cutPage(results, page, { toItem: toSource, keyOf: (row) => [row.id] });
}

/** What can change of a source; an absent field stays. */
export type SourceChange = Partial<Omit<Source, "id" | "provider" | "createdAt" | "updatedAt">>;

/** @returns false where another source has the uid, or where the source is gone. */
export async function updateSource(
  db: D1Database,
  sourceId: string,
  { change, at }: { change: SourceChange; at: Instant },
): Promise<boolean> {
  const set = assign({
    uid: change.uid,
    name: change.name,
    status: change.status,
    routing: change.routing && JSON.stringify(change.routing),
    order_window_ms: change.orderWindowMs,
    redact: change.redact && JSON.stringify(change.redact),
    updated_at: at,
  });
  const { meta } = await db
    .prepare(`UPDATE OR IGNORE source SET ${set.sql} WHERE id = ?`)
    .bind(...set.values, sourceId)
    .run();
  return meta.changes > 0;
}

/** Removes the source, its secrets and what is kept of its rejections. What it learned of streams goes in steps: `removeLearnedStreams`. */
export async function removeSource(db: D1Database, sourceId: string): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM source_secret WHERE source_id = ?").bind(sourceId),
    db.prepare("DELETE FROM rejection WHERE source_id = ?").bind(sourceId),
    db.prepare("DELETE FROM source WHERE id = ?").bind(sourceId),
  ]);
}

/** Forgets at most `limit` streams of a source. @returns how many. */
export async function removeLearnedStreams(db: D1Database, sourceId: string, limit: number): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM stream_tenant WHERE source_id = ?1 AND stream IN
       (SELECT stream FROM stream_tenant WHERE source_id = ?1 LIMIT ?2)`,
    )
    .bind(sourceId, limit)
    .run();
  return meta.changes;
}

/** The statement that adds a secret, where its source exists. For a batch with what belongs to it. */
export function insertSecretOf(
  db: D1Database,
  sourceId: string,
  secret: NewSourceSecret,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO source_secret (source_id, id, sealed, expires_at, created_at)
       SELECT id, ?, ?, NULL, ? FROM source WHERE id = ?`,
    )
    .bind(secret.id, secret.sealed, secret.createdAt, sourceId);
}

function toSource(row: SourceRow): Source {
  return {
    id: row.id,
    uid: row.uid,
    name: row.name,
    provider: row.provider,
    status: row.status,
    routing: JSON.parse(row.routing) as SourceRouting,
    orderWindowMs: row.order_window_ms,
    redact: JSON.parse(row.redact) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
