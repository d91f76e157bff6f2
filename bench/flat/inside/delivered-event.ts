import { newDelivery, type OpenEvent } from "../../../src/coordinate/delivery.ts";
import type { RecentOrder } from "../seed-order.ts";
import { seededId } from "./seeded-event.ts";

const BODY_BYTES = 1_500;

/** An event in the coordinator's own form with everything done for it. */
export function deliveredEvent(
  { sourceId, subscriptionId }: RecentOrder,
  { ordinal, revision, now, stream }: { ordinal: number; revision: number; now: number; stream: string },
): OpenEvent {
  return {
    ordinal,
    revision,
    head: {
      id: seededId(now, revision),
      sourceId,
      providerEventId: `recent-${revision}`,
      type: "video.media.updated",
      categories: ["media"],
      stream: `media:${stream}`,
      sequence: revision,
      occurredAt: now,
      receivedAt: now,
      late: false,
      contentType: "application/json",
      headers: { "fastpix-signature": "a".repeat(44), "user-agent": "FastPix" },
      learn: false,
      bodyBytes: BODY_BYTES,
    },
    deliveries: [
      {
        ...newDelivery(subscriptionId, revision),
        status: "delivered",
        attemptCount: 1,
        settledAt: now + 12,
        soleAttempt: [now + 2, 8, 200],
      },
    ],
    isHeld: false,
    isBodyProjected: true,
  };
}
