import type { Instant } from "../platform/clock.ts";
import type { FoldedDelivery } from "./folded-delivery.ts";
import type { RecordDatabase } from "./record-database.ts";

/** An event as the record has it, with all that a coordinator needs to go on with it. */
export interface RecordedEvent {
  id: string;
  /** The coordinator's revision when it was recorded. */
  version: number;
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
  contentType: string;
  headers: Readonly<Record<string, string>>;
  deliveries: readonly FoldedDelivery[];
  body: string;
}

interface Row {
  id: string;
  version: number;
  source_id: string;
  provider_event_id: string;
  type: string;
  categories: string;
  stream: string;
  sequence: number;
  occurred_at: number | null;
  received_at: number;
  late: number;
  content_type: string;
  headers: string;
  deliveries: string;
  body: string;
}

/** The events with these ids that the record has with their bodies, in the order of their ids. */
export async function findRecorded(
  db: RecordDatabase,
  tenantId: string,
  ids: readonly string[],
): Promise<RecordedEvent[]> {
  if (ids.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT id, version, source_id, provider_event_id, type, categories, stream, sequence, occurred_at, received_at,
         late, content_type, headers, deliveries, body FROM event
       WHERE tenant_id = ? AND id IN (SELECT value FROM json_each(?)) AND body IS NOT NULL ORDER BY id`,
    )
    .bind(tenantId, JSON.stringify(ids))
    .all<Row>();
  return results.map((row) => ({
    id: row.id,
    version: row.version,
    sourceId: row.source_id,
    providerEventId: row.provider_event_id,
    type: row.type,
    categories: row.categories.split(","),
    stream: row.stream,
    sequence: row.sequence,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    late: row.late !== 0,
    contentType: row.content_type,
    headers: JSON.parse(row.headers) as Record<string, string>,
    deliveries: JSON.parse(row.deliveries) as FoldedDelivery[],
    body: row.body,
  }));
}
