import { headerSafe } from "../../platform/header-safe.ts";
import type { DeliveryView, EventView } from "./event.schema.ts";

/**
 * The headers that every attempt of a delivery carries, as `deliver/delivery-headers.ts` writes them. Each attempt has
 * its own `webhook-timestamp`, `webhook-signature` and `hooklane-attempt` beside them, which are not kept.
 */
export function sentHeaders(
  event: Pick<EventView, "id" | "type" | "categories" | "stream" | "sequence" | "late">,
  { position }: Pick<DeliveryView, "position">,
): Record<string, string> {
  return {
    "webhook-id": event.id,
    "hooklane-event-type": headerSafe(event.type),
    "hooklane-category": event.categories.join(","),
    "hooklane-stream": headerSafe(event.stream),
    "hooklane-sequence": String(event.sequence),
    "hooklane-position": String(position),
    ...(event.late && { "hooklane-late": "true" }),
  };
}
