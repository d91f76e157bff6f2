import type { FoldedDelivery } from "./folded-delivery.ts";
import type { RecordDatabase } from "./record-database.ts";

/** An event as the record gets it. `body` is null where the record has it already. */
export interface ProjectedEvent {
  tenantId: string;
  id: string;
  version: number;
  sourceId: string;
  providerEventId: string;
  type: string;
  categories: readonly string[];
  stream: string;
  sequence: number;
  occurredAt: number | null;
  receivedAt: number;
  late: boolean;
  status: "pending" | "delivered" | "failed" | "unmatched";
  deliveries: readonly FoldedDelivery[];
  contentType: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** Size of the body in UTF-8: what decides how it travels. */
  bodyBytes: number;
  /** Remember that this source's stream belongs to this tenant. */
  learn: boolean;
}

/** An attempt as the record gets it. */
export interface ProjectedAttempt {
  tenantId: string;
  eventId: string;
  subscriptionId: string;
  number: number;
  at: number;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  responseBody: string | null;
  replayId: string | null;
}

/** A body above this is bound on its own: inside the batch's JSON, escaping could double it past D1's 2 MB a value. */
const MAX_INLINE_BODY_BYTES = 64 * 1024;

const UPSERT_EVENTS = `
INSERT INTO event (tenant_id, id, version, source_id, provider_event_id, type, categories, stream, sequence, occurred_at,
  received_at, late, status, undelivered, deliveries, content_type, headers, body)
SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9,
  value->>10, value->>11, value->>12, value->>13, value->>14, value->>15, value->>16, value->>17
FROM json_each(?)
-- What is known here and gone there was pruned: it must not come back without its body.
WHERE value->>18 OR EXISTS (SELECT 1 FROM event AS known WHERE known.tenant_id = value->>0 AND known.id = value->>1)
ON CONFLICT (tenant_id, id) DO UPDATE SET
  version = excluded.version, late = excluded.late, status = excluded.status, undelivered = excluded.undelivered,
  deliveries = excluded.deliveries, body = coalesce(event.body, excluded.body)
WHERE excluded.version > event.version`;

const SET_BODY = "UPDATE event SET body = ? WHERE tenant_id = ? AND id = ? AND body IS NULL";

const UPSERT_ATTEMPTS = `
INSERT INTO attempt (tenant_id, event_id, subscription_id, number, at, duration_ms, status_code, error, response_body, replay_id)
SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9
FROM json_each(?) WHERE true
ON CONFLICT DO NOTHING`;

const LEARN_STREAMS = `
INSERT OR IGNORE INTO stream_tenant (source_id, stream, tenant_id)
SELECT value->>0, value->>1, value->>2 FROM json_each(?)`;

/** What a batch has cost. */
export interface ProjectionCost {
  statements: number;
  rowsWritten: number;
}

/** Where a batch goes. Often the same database. */
export interface ProjectionTarget {
  /** Of the tenant: gets events and attempts. */
  record: RecordDatabase;
  /** Gets the learned streams: whoever takes events in looks there, before a tenant is known. */
  directory: D1Database;
}

/**
 * Writes a batch into the record, in one transaction. May be repeated: a row never moves back to an older version.
 * What is learned goes along where the directory is in the same database, else on its own beside it.
 * @throws what D1 throws; nothing of a transaction that failed is written then.
 */
export async function projectBatch(
  { record, directory }: ProjectionTarget,
  events: readonly ProjectedEvent[],
  attempts: readonly ProjectedAttempt[],
): Promise<ProjectionCost> {
  const recorded = recordStatements(record, events, attempts);
  const learned = learnStatements(directory, events);
  if (record === directory) return run(record, [...recorded, ...learned]);
  const [own, other] = await Promise.all([run(record, recorded), run(directory, learned)]);
  return {
    statements: own.statements + other.statements,
    rowsWritten: own.rowsWritten + other.rowsWritten,
  };
}

function recordStatements(
  db: RecordDatabase,
  events: readonly ProjectedEvent[],
  attempts: readonly ProjectedAttempt[],
): D1PreparedStatement[] {
  const statements: D1PreparedStatement[] = [];
  if (events.length > 0)
    statements.push(db.prepare(UPSERT_EVENTS).bind(JSON.stringify(events.map(eventValues))));
  for (const event of events) {
    if (event.body !== null && !isInline(event)) {
      statements.push(db.prepare(SET_BODY).bind(event.body, event.tenantId, event.id));
    }
  }
  if (attempts.length > 0) {
    statements.push(db.prepare(UPSERT_ATTEMPTS).bind(JSON.stringify(attempts.map(attemptValues))));
  }
  return statements;
}

function learnStatements(db: D1Database, events: readonly ProjectedEvent[]): D1PreparedStatement[] {
  const learned = events.filter((event) => event.learn);
  if (learned.length === 0) return [];
  const rows = learned.map((event) => [event.sourceId, event.stream, event.tenantId]);
  return [db.prepare(LEARN_STREAMS).bind(JSON.stringify(rows))];
}

async function run(db: D1Database, statements: D1PreparedStatement[]): Promise<ProjectionCost> {
  if (statements.length === 0) return { statements: 0, rowsWritten: 0 };
  const results = await db.batch(statements);
  const rowsWritten = results.reduce((sum, { meta }) => sum + (meta.rows_written ?? 0), 0);
  return { statements: statements.length, rowsWritten };
}

/** How much of a statement's 2 MB an event takes, generously: quotes and line ends double when escaped. */
export function inlineBytes(event: { bodyBytes: number; deliveries: number }): number {
  const FIXED_BYTES = 4_000; // types and keys are capped at the door
  const BYTES_PER_DELIVERY = 1_300; // with a folded answer: 128 characters of seven bytes each, escaped twice
  const body = isInline(event) ? event.bodyBytes * 2 : 0;
  return FIXED_BYTES + body + event.deliveries * BYTES_PER_DELIVERY;
}

function isInline(event: { bodyBytes: number }): boolean {
  return event.bodyBytes <= MAX_INLINE_BODY_BYTES;
}

function eventValues(event: ProjectedEvent): (string | number | null)[] {
  return [
    event.tenantId,
    event.id,
    event.version,
    event.sourceId,
    event.providerEventId,
    event.type,
    event.categories.join(","),
    event.stream,
    event.sequence,
    event.occurredAt,
    event.receivedAt,
    event.late ? 1 : 0,
    event.status,
    undeliveredOf(event),
    JSON.stringify(event.deliveries),
    event.contentType,
    JSON.stringify(event.headers),
    isInline(event) ? event.body : null,
    event.body === null ? 0 : 1,
  ];
}

// What waits for a predecessor is pending without a delivery: it belongs into the index of what is undelivered too.
function undeliveredOf({ deliveries, status }: ProjectedEvent): number {
  if (deliveries.length === 0) return status === "pending" ? 1 : 0;
  return deliveries.filter((delivery) => delivery.st !== "delivered").length;
}

function attemptValues(attempt: ProjectedAttempt): (string | number | null)[] {
  return [
    attempt.tenantId,
    attempt.eventId,
    attempt.subscriptionId,
    attempt.number,
    attempt.at,
    attempt.durationMs,
    attempt.statusCode,
    attempt.error,
    attempt.responseBody,
    attempt.replayId,
  ];
}
