import type { Instant } from "../platform/clock.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";

/** Why no tenant was found for an event. */
export type UnroutedReason =
  /** Nothing stands where the source's pointer looks, and no earlier event of the stream told. */
  | "no_tenant_named"
  /** What stands there is no tenant's uid or id. */
  | "tenant_unknown"
  /** The one tenant that the source belongs to does not exist any more. */
  | "tenant_gone";

/** A verified event that no tenant was found for, without its body. */
export interface UnroutedEvent {
  id: string;
  sourceId: string;
  providerEventId: string;
  reason: UnroutedReason;
  /** As received. */
  type: string;
  stream: string;
  occurredAt: Instant | null;
  receivedAt: Instant;
}

/** What is kept of it besides, so that it can still be accepted as it came. */
export interface UnroutedContent {
  contentType: string;
  headers: Readonly<Record<string, string>>;
  /** The body's text; encoded as UTF-8 it is the body byte for byte. */
  body: string;
}

interface UnroutedRow {
  id: string;
  source_id: string;
  provider_event_id: string;
  reason: UnroutedReason;
  type: string;
  stream: string;
  occurred_at: number | null;
  received_at: number;
}

interface ContentRow {
  content_type: string;
  headers: string;
  body: string;
}

const COLUMNS = "id, source_id, provider_event_id, reason, type, stream, occurred_at, received_at";
const CONTENT_COLUMNS = "content_type, headers, body";

/**
 * Keeps the event, durably when it returns.
 * @returns the id that the event has here: the first one's where the provider sent it again.
 */
export async function insertUnrouted(
  db: D1Database,
  event: UnroutedEvent,
  content: UnroutedContent,
): Promise<string> {
  const insert = db
    .prepare(
      `INSERT INTO unrouted (${COLUMNS}, ${CONTENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (source_id, provider_event_id) DO NOTHING`,
    )
    .bind(
      event.id,
      event.sourceId,
      event.providerEventId,
      event.reason,
      event.type,
      event.stream,
      event.occurredAt,
      event.receivedAt,
      content.contentType,
      JSON.stringify(content.headers),
      content.body,
    );
  const select = db
    .prepare("SELECT id FROM unrouted WHERE source_id = ? AND provider_event_id = ?")
    .bind(event.sourceId, event.providerEventId);
  const [, selected] = await db.batch<{ id: string }>([insert, select]);
  const id = selected?.results[0]?.id;
  if (id === undefined) throw new Error(`the unrouted event ${event.id} was not stored`);
  return id;
}

/** Newest first. */
export async function listUnrouted(db: D1Database, page: PageRequest): Promise<Page<UnroutedEvent>> {
  const where = allOf([{ sql: "1", values: [] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM unrouted WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<UnroutedRow>();
  return cutPage(results, page, { toItem: toUnrouted, keyOf: (row) => [row.id] });
}

export async function findUnrouted(
  db: D1Database,
  id: string,
): Promise<(UnroutedEvent & UnroutedContent) | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, ${CONTENT_COLUMNS} FROM unrouted WHERE id = ?`)
    .bind(id)
    .first<UnroutedRow & ContentRow>();
  return row && { ...toUnrouted(row), ...toContent(row) };
}

/** Removes an event that its tenant's coordinator has accepted. Removing it twice is no error. */
export async function removeUnrouted(db: D1Database, id: string): Promise<void> {
  await db.prepare("DELETE FROM unrouted WHERE id = ?").bind(id).run();
}

function toUnrouted(row: UnroutedRow): UnroutedEvent {
  return {
    id: row.id,
    sourceId: row.source_id,
    providerEventId: row.provider_event_id,
    reason: row.reason,
    type: row.type,
    stream: row.stream,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
  };
}

function toContent(row: ContentRow): UnroutedContent {
  return {
    contentType: row.content_type,
    headers: JSON.parse(row.headers) as Record<string, string>,
    body: row.body,
  };
}
