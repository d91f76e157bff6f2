import type { Instant } from "../platform/clock.ts";
import { receivedBetween, scanPage, UNDELIVERED_EVENTS } from "./event-range.sql.ts";
import type { DeliveryStatus, FoldedDelivery } from "./folded-delivery.ts";
import { allOf, type Condition, cutPage, type Page, type PageRequest } from "./page.sql.ts";
import type { RecordDatabase } from "./record-database.ts";

/** One event for one subscription, with what a list shows of the event. */
export interface DeliveryRecord {
  eventId: string;
  type: string;
  stream: string;
  sequence: number;
  receivedAt: Instant;
  folded: FoldedDelivery;
}

/** One HTTP try as it is kept. */
export interface AttemptRecord {
  at: Instant;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  responseBody: string | null;
  replayId: string | null;
}

/** What a list of deliveries can be narrowed to. */
export interface DeliveryFilter {
  subscriptionId?: string | undefined;
  status?: DeliveryStatus | undefined;
  stream?: string | undefined;
  /** The event was received at or after. */
  from?: Instant | undefined;
  /** The event was received before. */
  to?: Instant | undefined;
}

interface DeliveryRow {
  event_id: string;
  type: string;
  stream: string;
  sequence: number;
  received_at: number;
  delivery: string;
}

interface AttemptRow {
  at: number;
  duration_ms: number;
  status_code: number | null;
  error: string | null;
  response_body: string | null;
  replay_id: string | null;
}

const SUBSCRIPTION = "delivery.value ->> '$.s'";

/** Newest event first, the deliveries of one event by descending subscription. Pages as those of events. */
export async function listDeliveries(
  db: RecordDatabase,
  tenantId: string,
  { filter, page }: { filter: DeliveryFilter; page: PageRequest },
): Promise<Page<DeliveryRecord>> {
  const [eventId, subscriptionId] = page.after ?? [];
  const isUndelivered = filter.status !== undefined && filter.status !== "delivered";
  const table = isUndelivered ? UNDELIVERED_EVENTS : "event";
  const range = [
    { sql: "tenant_id = ?", values: [tenantId] },
    eventId === undefined ? null : { sql: "event.id <= ?", values: [eventId] },
    ...receivedBetween(filter),
    isUndelivered ? { sql: "undelivered > 0", values: [] } : null,
  ];
  const narrowing = conditionsOf(filter);
  const behind = eventId === undefined ? null : behindDelivery(eventId, subscriptionId);
  const read = async (edge: Condition | null) => {
    const where = allOf([...range, behind, edge, ...narrowing]);
    const { results } = await db
      .prepare(
        `SELECT event.id AS event_id, event.type, stream, sequence, received_at, delivery.value AS delivery
         FROM ${table}, json_each(event.deliveries) AS delivery
         WHERE ${where.sql} ORDER BY event.id DESC, ${SUBSCRIPTION} DESC LIMIT ?`,
      )
      .bind(...where.values, page.limit + 1)
      .all<DeliveryRow>();
    return results;
  };
  const { rows, edge } =
    narrowing.length === 0
      ? { rows: await read(null), edge: null }
      : await scanPage(db, { table, range, limit: page.limit }, read);
  return cutPage(
    rows,
    { limit: page.limit, edge: edge === null ? null : [edge] },
    { toItem: toDelivery, keyOf: keyOfDelivery },
  );
}

/** The attempts that have rows of their own, in order. A lone first success stands in the folded delivery. */
export async function listAttempts(
  db: RecordDatabase,
  tenantId: string,
  { eventId, subscriptionId }: { eventId: string; subscriptionId: string },
): Promise<AttemptRecord[]> {
  const { results } = await db
    .prepare(
      `SELECT at, duration_ms, status_code, error, response_body, replay_id FROM attempt
       WHERE tenant_id = ? AND event_id = ? AND subscription_id = ? ORDER BY number`,
    )
    .bind(tenantId, eventId, subscriptionId)
    .all<AttemptRow>();
  return results.map((row) => ({
    at: row.at,
    durationMs: row.duration_ms,
    statusCode: row.status_code,
    error: row.error,
    responseBody: row.response_body,
    replayId: row.replay_id,
  }));
}

// A key without a subscription stands behind all deliveries of its event.
function behindDelivery(eventId: string, subscriptionId: string | undefined): Condition {
  if (subscriptionId === undefined) return { sql: "event.id < ?", values: [eventId] };
  return { sql: `event.id < ? OR ${SUBSCRIPTION} < ?`, values: [eventId, subscriptionId] };
}

function conditionsOf({ subscriptionId, status, stream }: DeliveryFilter): Condition[] {
  const conditions: Condition[] = [];
  if (subscriptionId !== undefined) conditions.push({ sql: `${SUBSCRIPTION} = ?`, values: [subscriptionId] });
  if (stream !== undefined) conditions.push({ sql: "stream = ?", values: [stream] });
  if (status !== undefined) conditions.push({ sql: "delivery.value ->> '$.st' = ?", values: [status] });
  return conditions;
}

function toDelivery(row: DeliveryRow): DeliveryRecord {
  return {
    eventId: row.event_id,
    type: row.type,
    stream: row.stream,
    sequence: row.sequence,
    receivedAt: row.received_at,
    folded: JSON.parse(row.delivery) as FoldedDelivery,
  };
}

function keyOfDelivery(row: DeliveryRow): [string, string] {
  return [row.event_id, toDelivery(row).folded.s];
}
