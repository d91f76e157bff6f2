import { type EventFilter, listEvents as readEvents } from "../../record/events.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { EventView } from "./event.schema.ts";
import { viewEvent } from "./view-event.ts";

/** Newest first. A page may be shorter than its limit and still have a next one. */
export async function listEvents(
  deps: { db: D1Database },
  tenantId: string,
  { filter, page }: { filter: EventFilter; page: PageQuery },
): Promise<PageView<EventView>> {
  const events = await readEvents(deps.db, tenantId, { filter, page: openPage("events", page) });
  return viewPage("events", events, viewEvent);
}
