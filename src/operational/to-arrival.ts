import type { Arrival } from "../coordinate/arrival.ts";
import type { Instant } from "../platform/clock.ts";
import { toUtf8 } from "../platform/bytes.ts";
import { bodyOf, type OperationalEvent } from "./operational-event.ts";
import { SYSTEM_SOURCE_ID } from "./system-tenant.ts";

/** Any: what the system tenant's coordinator knows is pushed to it, as to every coordinator. */
const ANY_VERSION = 1;

/** An operational event on its way into the system tenant's coordinator. The same event gives the same arrival id. */
export function toArrival(event: OperationalEvent, receivedAt: Instant): Arrival {
  return {
    sourceId: SYSTEM_SOURCE_ID,
    providerEventId: event.id,
    type: event.type,
    stream: `${event.about.type}:${event.about.id}`,
    occurredAt: event.at,
    receivedAt,
    contentType: "application/json",
    headers: {},
    body: toUtf8(JSON.stringify(bodyOf(event))),
    configVersion: ANY_VERSION,
    learn: false,
  };
}
