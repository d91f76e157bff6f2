import { parseDeliveryId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { type EventRecord, findEvent } from "../../record/events.sql.ts";
import type { FoldedDelivery } from "../../record/folded-delivery.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";

/** The tenant's delivery with this id, with its event. @throws Problem `not_found` */
export async function deliveryOf(
  { records }: Pick<ManageDeps, "records">,
  tenant: Tenant,
  deliveryId: string,
): Promise<{ event: EventRecord; folded: FoldedDelivery }> {
  const parsed = parseDeliveryId(deliveryId);
  const event = parsed && (await findEvent(records.of(tenant), tenant.id, parsed.eventId));
  const folded = event?.deliveries.find(({ s }) => s.endsWith(parsed?.subscriptionTail ?? ""));
  if (event && folded) return { event, folded };
  throw new Problem(
    "not_found",
    "This tenant has no delivery with this id; its event may be past its retention.",
  );
}
