import type { Grant } from "./lease-out.ts";
import type { Lease } from "./lease.ts";

/** A grant as it goes over the wire. @param body left out where the receiver holds it already. */
export function toLease(grant: Grant, body?: Uint8Array): Lease {
  const { event, delivery, owner } = grant;
  const { head } = event;
  return {
    ordinal: event.ordinal,
    eventId: head.id,
    type: head.type,
    categories: head.categories,
    stream: head.stream,
    sequence: head.sequence,
    position: delivery.position,
    late: head.late,
    attempt: delivery.attemptCount + 1,
    until: delivery.leasedUntil ?? 0,
    target: owner.subscription.target,
    contentType: head.contentType,
    ...(body && { body }),
    ...(delivery.reopening?.replayId && { replayId: delivery.reopening.replayId }),
  };
}
