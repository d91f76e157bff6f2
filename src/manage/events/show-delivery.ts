import { parseDeliveryId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { listAttempts } from "../../record/deliveries.sql.ts";
import { findEvent } from "../../record/events.sql.ts";
import type { FullDeliveryView } from "./event.schema.ts";
import { viewAttempt } from "./view-attempt.ts";
import { foldedAttempt, viewDelivery } from "./view-delivery.ts";

/** One delivery with all of its attempts, oldest first. @throws Problem `not_found` */
export async function showDelivery(
  deps: { db: D1Database },
  tenantId: string,
  deliveryId: string,
): Promise<FullDeliveryView> {
  const parsed = parseDeliveryId(deliveryId);
  const event = parsed && (await findEvent(deps.db, tenantId, parsed.eventId));
  const folded = event?.deliveries.find(({ s }) => s.endsWith(parsed?.subscriptionTail ?? ""));
  if (!event || !folded) {
    throw new Problem(
      "not_found",
      "This tenant has no delivery with this id; its event may be past its retention.",
    );
  }
  const kept = await listAttempts(deps.db, tenantId, { eventId: event.id, subscriptionId: folded.s });
  const inside = foldedAttempt(folded);
  const attempts = (inside ? [inside, ...kept] : kept).toSorted((one, other) => one.at - other.at);
  return {
    ...viewDelivery({ ...event, eventId: event.id, folded }),
    attempts: attempts.map(viewAttempt),
  };
}
