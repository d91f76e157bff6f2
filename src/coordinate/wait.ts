import type { Instant } from "../platform/clock.ts";
import type { WaitsFor } from "../record/folded-delivery.ts";
import { type Delivery, isSettled } from "./delivery.ts";
import { gateOf } from "./gate.ts";
import type { CoordinatorState } from "./state.ts";

/** What a delivery waits for. `until` null: something has to happen first. */
export interface Wait {
  for: WaitsFor;
  until: Instant | null;
}

/** What a delivery is waiting for; undefined once it is settled or while it is being attempted. */
export function waitOf(state: CoordinatorState, delivery: Delivery, now: Instant): Wait | undefined {
  const { lane } = delivery;
  if (delivery.isInBacklog) {
    const isOn = state.subscriptions.get(delivery.subscriptionId)?.subscription.status === "enabled";
    return { for: isOn ? "previous" : "paused", until: null };
  }
  if (!lane || isSettled(delivery)) return undefined;
  if (lane.owner.subscription.status !== "enabled") return { for: "paused", until: null };
  if (lane.entries.peek()?.delivery !== delivery) return { for: "previous", until: null };
  if (delivery.leasedUntil !== null) return undefined;
  if (delivery.nextAttemptAt !== null && delivery.nextAttemptAt > now) {
    return { for: "retry", until: delivery.nextAttemptAt };
  }
  const gate = gateOf(lane.owner, now);
  return gate.gate === "closed" ? { for: gate.because, until: gate.until } : { for: "slot", until: null };
}
