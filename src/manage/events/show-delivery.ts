import { listAttempts } from "../../record/deliveries.sql.ts";
import type { FullDeliveryView } from "./event.schema.ts";
import { deliveryOf } from "./find-delivery.ts";
import { viewAttempt } from "./view-attempt.ts";
import { foldedAttempt, viewDelivery } from "./view-delivery.ts";

/** One delivery with all of its attempts, oldest first. @throws Problem `not_found` */
export async function showDelivery(
  deps: { db: D1Database },
  tenantId: string,
  deliveryId: string,
): Promise<FullDeliveryView> {
  const { event, folded } = await deliveryOf(deps, tenantId, deliveryId);
  const kept = await listAttempts(deps.db, tenantId, { eventId: event.id, subscriptionId: folded.s });
  const inside = foldedAttempt(folded);
  const attempts = (inside ? [inside, ...kept] : kept).toSorted((one, other) => one.at - other.at);
  return {
    ...viewDelivery({ ...event, eventId: event.id, folded }),
    attempts: attempts.map(viewAttempt),
  };
}
