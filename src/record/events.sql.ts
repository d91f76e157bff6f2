import type { Instant } from "../platform/clock.ts";
import type { FoldedDelivery } from "./folded-delivery.ts";
import { receivedBetween, scanPage, UNDELIVERED_EVENTS } from "./event-range.sql.ts";
import { allOf, behind, type Condition, cutPage, type Page, type PageRequest } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

export type EventStatus = "pending" | "delivered" | "failed" | "unmatched";

/** One verified webhook of the provider as the read model holds it, without its body. */
export interface EventRecord {
  id: string;
  tenantId: string;
  sourceId: string;
  providerEventId: string;
  /** As received. */
  type: string;
  categories: readonly string[];
  stream: string;
  sequence: number;
  occurredAt: Instant | null;
  receivedAt: Instant;
  late: boolean;
  status: EventStatus;
  deliveries: readonly FoldedDelivery[];
}

/** What only the view of one event shows. */
export interface EventContent {
  headers: Readonly<Record<string, string>>;
  contentType: string;
  /** null where the body was not kept. */
  body: string | null;
}

/** What a list of events can be narrowed to. */
export interface EventFilter {
  /** As received, without regard to case. */
  type?: string | undefined;
  category?: string | undefined;
  stream?: string | undefined;
  status?: EventStatus | undefined;
  /** Received at or after. */
  from?: Instant | undefined;
  /** Received before. */
  to?: Instant | undefined;
}

interface EventRow {
  id: string;
  tenant_id: string;
  source_id: string;
  provider_event_id: string;
  type: string;
  categories: string;
  stream: string;
  sequence: number;
  occurred_at: number | null;
  received_at: number;
  late: number;
  status: EventStatus;
  deliveries: string;
}

const COLUMNS = `id, tenant_id, source_id, provider_event_id, type, categories, stream, sequence, occurred_at,
  received_at, late, status, deliveries`;

/**
 * Newest first. A page may hold fewer events than its limit and still go on: a filter that finds little
 * reads a bounded part of the record at a time.
 */
export async function listEvents(
  db: RecordDatabase,
  tenantId: string,
  { filter, page }: { filter: EventFilter; page: PageRequest },
): Promise<Page<EventRecord>> {
  const isUndelivered = filter.status === "pending" || filter.status === "failed";
  const table = isUndelivered ? UNDELIVERED_EVENTS : "event";
  const range = [
    { sql: "tenant_id = ?", values: [tenantId] },
    behind("event.id", page.after),
    ...receivedBetween(filter),
    isUndelivered ? { sql: "undelivered > 0", values: [] } : null,
  ];
  const narrowing = conditionsOf(filter);
  const read = async (edge: Condition | null) => {
    const where = allOf([...range, edge, ...narrowing]);
    const { results } = await db
      .prepare(`SELECT ${COLUMNS} FROM ${table} WHERE ${where.sql} ORDER BY event.id DESC LIMIT ?`)
      .bind(...where.values, page.limit + 1)
      .all<EventRow>();
    return results;
  };
  const { rows, edge } =
    narrowing.length === 0
      ? { rows: await read(null), edge: null }
      : await scanPage(db, { table, range, limit: page.limit }, read);
  return cutPage(
    rows,
    { limit: page.limit, edge: edge === null ? null : [edge] },
    { toItem: toEvent, keyOf: (row) => [row.id] },
  );
}

export async function findEvent(
  db: RecordDatabase,
  tenantId: string,
  eventId: string,
): Promise<(EventRecord & EventContent) | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, headers, content_type, body FROM event WHERE tenant_id = ? AND id = ?`)
    .bind(tenantId, eventId)
    .first<EventRow & { headers: string; content_type: string; body: string | null }>();
  if (!row) return null;
  return {
    ...toEvent(row),
    headers: JSON.parse(row.headers) as Record<string, string>,
    contentType: row.content_type,
    body: row.body,
  };
}

function conditionsOf({ type, category, stream, status }: EventFilter): Condition[] {
  const conditions: Condition[] = [];
  if (type !== undefined) conditions.push({ sql: "type = ? COLLATE NOCASE", values: [type] });
  if (category !== undefined) {
    conditions.push({ sql: "instr(',' || categories || ',', ?) > 0", values: [`,${category},`] });
  }
  if (stream !== undefined) conditions.push({ sql: "stream = ?", values: [stream] });
  if (status !== undefined) conditions.push({ sql: "status = ?", values: [status] });
  return conditions;
}

function toEvent(row: EventRow): EventRecord {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    sourceId: row.source_id,
    providerEventId: row.provider_event_id,
    type: row.type,
    categories: row.categories.split(","),
    stream: row.stream,
    sequence: row.sequence,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    late: row.late !== 0,
    status: row.status,
    deliveries: JSON.parse(row.deliveries) as FoldedDelivery[],
  };
}
