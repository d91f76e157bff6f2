import type { ManageDeps } from "../deps.ts";
import { listAttempts } from "../../record/deliveries.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { FullDeliveryView } from "./event.schema.ts";
import { deliveryOf } from "./find-delivery.ts";
import { viewAttempt } from "./view-attempt.ts";
import { foldedAttempt, viewDelivery } from "./view-delivery.ts";

/** One delivery with all of its attempts, oldest first. @throws Problem `not_found` */
export async function showDelivery(
  deps: Pick<ManageDeps, "records">,
  tenant: Tenant,
  deliveryId: string,
): Promise<FullDeliveryView> {
  const { event, folded } = await deliveryOf(deps, tenant, deliveryId);
  const of = { eventId: event.id, subscriptionId: folded.s };
  const kept = await listAttempts(deps.records.of(tenant), tenant.id, of);
  const inside = foldedAttempt(folded);
  const attempts = (inside ? [inside, ...kept] : kept).toSorted((one, other) => one.at - other.at);
  return {
    ...viewDelivery({ ...event, eventId: event.id, folded }),
    attempts: attempts.map(viewAttempt),
  };
}
