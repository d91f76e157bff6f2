import { parseDeliveryId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { type EventRecord, findEvent } from "../../record/events.sql.ts";
import type { FoldedDelivery } from "../../record/folded-delivery.ts";

/** The tenant's delivery with this id, with its event. @throws Problem `not_found` */
export async function deliveryOf(
  deps: { db: D1Database },
  tenantId: string,
  deliveryId: string,
): Promise<{ event: EventRecord; folded: FoldedDelivery }> {
  const parsed = parseDeliveryId(deliveryId);
  const event = parsed && (await findEvent(deps.db, tenantId, parsed.eventId));
  const folded = event?.deliveries.find(({ s }) => s.endsWith(parsed?.subscriptionTail ?? ""));
  if (event && folded) return { event, folded };
  throw new Problem(
    "not_found",
    "This tenant has no delivery with this id; its event may be past its retention.",
  );
}
