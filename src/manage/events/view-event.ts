import { toIso } from "../../platform/clock.ts";
import type { EventRecord } from "../../record/events.sql.ts";
import type { DeliveryStatus } from "../../record/folded-delivery.ts";
import type { EventView } from "./event.schema.ts";

/** What a delivery's status counts as; a skipped one counts only towards the total. */
const COUNTS_AS: Readonly<Record<DeliveryStatus, "delivered" | "failed" | "pending" | null>> = {
  pending: "pending",
  parked: "pending",
  delivered: "delivered",
  failed: "failed",
  skipped: null,
};

export function viewEvent(event: EventRecord): EventView {
  const deliveryCounts = { total: event.deliveries.length, delivered: 0, failed: 0, pending: 0 };
  for (const { st } of event.deliveries) {
    const counter = COUNTS_AS[st];
    if (counter !== null) deliveryCounts[counter] += 1;
  }
  return {
    id: event.id,
    tenantId: event.tenantId,
    sourceId: event.sourceId,
    providerEventId: event.providerEventId,
    type: event.type,
    categories: [...event.categories],
    stream: event.stream,
    sequence: event.sequence,
    ...(event.occurredAt !== null && { occurredAt: toIso(event.occurredAt) }),
    receivedAt: toIso(event.receivedAt),
    late: event.late,
    status: event.status,
    deliveryCounts,
  };
}
