import { type EventFilter, listEvents as readEvents } from "../../record/events.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { EventView } from "./event.schema.ts";
import { viewEvent } from "./view-event.ts";

/** Newest first. A page may be shorter than its limit and still have a next one. */
export async function listEvents(
  { records }: Pick<ManageDeps, "records">,
  tenant: Tenant,
  { filter, page }: { filter: EventFilter; page: PageQuery },
): Promise<PageView<EventView>> {
  const asked = { filter, page: openPage("events", page) };
  const events = await readEvents(records.of(tenant), tenant.id, asked);
  return viewPage("events", events, viewEvent);
}
