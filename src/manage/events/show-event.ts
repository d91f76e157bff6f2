import { Problem } from "../../platform/problem.ts";
import { findEvent } from "../../record/events.sql.ts";
import { findSource } from "../../record/sources.sql.ts";
import { allSubscriptions } from "../../record/subscriptions.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { FullEventView } from "./event.schema.ts";
import { explainMisses } from "./explain-misses.ts";
import { storedPayload } from "./stored-payload.ts";
import { viewDelivery } from "./view-delivery.ts";
import { viewEvent } from "./view-event.ts";

/** One event with its payload, its deliveries, and why the other subscriptions do not have it. @throws Problem `not_found` */
export async function showEvent(
  deps: Pick<ManageDeps, "db" | "records">,
  tenant: Tenant,
  eventId: string,
): Promise<FullEventView> {
  const event = await findEvent(deps.records.of(tenant), tenant.id, eventId);
  if (!event)
    throw new Problem("not_found", "This tenant has no event with this id; it may be past its retention.");
  const [source, subscriptions] = await Promise.all([
    findSource(deps.db, event.sourceId),
    allSubscriptions(deps.db, tenant.id),
  ]);
  const { payload, shown } = storedPayload(event, source?.redact ?? []);
  return {
    ...viewEvent(event),
    payload: shown,
    headers: { ...event.headers, "content-type": event.contentType },
    deliveries: event.deliveries.map((folded) => viewDelivery({ ...event, eventId: event.id, folded })),
    misses: explainMisses({ ...event, payload, shown }, subscriptions),
  };
}
