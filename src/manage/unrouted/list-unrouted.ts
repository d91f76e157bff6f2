import { toIso } from "../../platform/clock.ts";
import { listUnrouted as readUnrouted, type UnroutedEvent } from "../../record/unrouted.sql.ts";
import type { UnroutedView } from "../events/event.schema.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";

/** The events that wait for a tenant, newest first. */
export async function listUnrouted(
  deps: { db: D1Database },
  query: PageQuery,
): Promise<PageView<UnroutedView>> {
  return viewPage("unrouted", await readUnrouted(deps.db, openPage("unrouted", query)), viewUnrouted);
}

function viewUnrouted(event: UnroutedEvent): UnroutedView {
  return {
    id: event.id,
    sourceId: event.sourceId,
    providerEventId: event.providerEventId,
    type: event.type,
    stream: event.stream,
    reason: event.reason,
    ...(event.occurredAt !== null && { occurredAt: toIso(event.occurredAt) }),
    receivedAt: toIso(event.receivedAt),
  };
}
