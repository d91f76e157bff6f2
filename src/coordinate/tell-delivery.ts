import { toIso } from "../platform/clock.ts";
import { deliveryId } from "../platform/ids.ts";
import type { DeliveryFacts } from "../operational/operational-event.ts";
import type { LaneEntry } from "./lanes.ts";
import type { AttemptResult } from "./lease.ts";
import { tell } from "./notice.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** Tells the operator that a delivery was given up. */
export function tellExhausted(
  state: CoordinatorState,
  owner: SubscriptionState,
  { entry, result }: { entry: LaneEntry; result: AttemptResult },
): void {
  const { error = "network_error", statusCode } = result;
  const data = { ...factsOf(state, entry), error, ...(statusCode !== undefined && { statusCode }) };
  tell(state, owner, { type: "delivery.exhausted", data });
}

/** Tells the operator that a delivery has left its lane. */
export function tellParked(state: CoordinatorState, owner: SubscriptionState, entry: LaneEntry): void {
  const { nextAttemptAt } = entry.delivery;
  const next = nextAttemptAt !== null && { nextAttemptAt: toIso(nextAttemptAt) };
  tell(state, owner, { type: "delivery.parked", data: { ...factsOf(state, entry), ...next } });
}

function factsOf({ tenantId }: CoordinatorState, { event, delivery }: LaneEntry): DeliveryFacts {
  const { id, type, stream, sequence } = event.head;
  const { subscriptionId, position, attemptCount } = delivery;
  return {
    tenantId,
    subscriptionId,
    deliveryId: deliveryId(id, subscriptionId),
    eventId: id,
    eventType: type,
    stream,
    sequence,
    position,
    attemptCount,
  };
}
