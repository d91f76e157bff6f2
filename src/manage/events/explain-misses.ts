import { explainFilters, type Missed } from "../../match/explain-filters.ts";
import { toIso } from "../../platform/clock.ts";
import type { EventRecord } from "../../record/events.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";

/** A subscription that an event did not go to, and why: one sentence for its tenant. */
export interface Miss {
  subscriptionId: string;
  reason: string;
}

type Recorded = Pick<EventRecord, "receivedAt" | "status" | "deliveries"> & Missed;
type Asked = Pick<Subscription, "id" | "settings" | "createdAt" | "updatedAt">;

/**
 * Why the tenant's other subscriptions do not have this event. Filters are kept as they are at present only, so a
 * reason from them says when they may have been others at the time.
 */
export function explainMisses(event: Recorded, subscriptions: readonly Asked[]): Miss[] {
  const receivers = new Set(event.deliveries.map((delivery) => delivery.s));
  return subscriptions
    .filter((subscription) => !receivers.has(subscription.id))
    .map((subscription) => ({ subscriptionId: subscription.id, reason: reasonOf(event, subscription) }));
}

function reasonOf(event: Recorded, { settings, createdAt, updatedAt }: Asked): string {
  const { type, receivedAt } = event;
  if (isWaiting(event)) {
    return "The event waits for an earlier one of its stream; who gets it is decided when it goes on.";
  }
  if (createdAt > receivedAt) {
    return `The subscription was created at ${toIso(createdAt)}, after this event was received.`;
  }
  const isChangedSince = updatedAt > receivedAt;
  const { matches, reason } = explainFilters(settings, event);
  if (!matches) {
    return isChangedSince ? `${reason} It was changed at ${toIso(updatedAt)}, after this event.` : reason;
  }
  return isChangedSince
    ? `The subscription did not ask for "${type}" when this event was received; it was changed at ${toIso(updatedAt)}.`
    : "The event was taken in before its coordinator knew of the subscription.";
}

// Pending without a delivery: it has not left its source's order window, and nobody has been asked yet.
function isWaiting({ status, deliveries }: Recorded): boolean {
  return status === "pending" && deliveries.length === 0;
}
