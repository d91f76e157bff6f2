import { toIso } from "../../platform/clock.ts";
import { deliveryId } from "../../platform/ids.ts";
import type { AttemptRecord, DeliveryRecord } from "../../record/deliveries.sql.ts";
import type { FoldedDelivery } from "../../record/folded-delivery.ts";
import type { DeliveryView } from "./event.schema.ts";

export function viewDelivery({
  eventId,
  type,
  stream,
  sequence,
  receivedAt,
  folded,
}: DeliveryRecord): DeliveryView {
  return {
    id: deliveryId(eventId, folded.s),
    eventId,
    subscriptionId: folded.s,
    type,
    stream,
    sequence,
    position: folded.p,
    status: folded.st,
    attemptCount: folded.n,
    ...(folded.next !== undefined && { nextAttemptAt: toIso(folded.next) }),
    ...(folded.w !== undefined && { waitsFor: folded.w }),
    createdAt: toIso(receivedAt),
    ...(folded.at !== undefined && { settledAt: toIso(folded.at) }),
  };
}

/** The lone successful attempt that stands inside its delivery, where there is one. */
export function foldedAttempt({ a }: FoldedDelivery): AttemptRecord | undefined {
  if (!a) return undefined;
  const [at, durationMs, statusCode, responseBody = null] = a;
  return { at, durationMs, statusCode, error: null, responseBody, replayId: null };
}
