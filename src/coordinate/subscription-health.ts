import type { Instant } from "../platform/clock.ts";
import { breakerState } from "./breaker.ts";
import type { CoordinatorState } from "./state.ts";

/** How a subscription fares in one partition, for whoever asks. */
export interface SubscriptionHealth {
  /** The first failure after the last success; null while all is well. */
  failingSince: Instant | null;
  /** After a restart of the coordinator, up to an hour older than it was; null where none is known. */
  lastSuccessAt: Instant | null;
  /** `probe`: one attempt may go, and nothing beside it. */
  breaker: "closed" | "open" | "probe";
  /** While the breaker is open: when a probe may go. */
  openUntil: Instant | null;
}

/** null where this partition does not know the subscription. */
export function healthOf(
  state: CoordinatorState,
  subscriptionId: string,
  now: Instant,
): SubscriptionHealth | null {
  const owner = state.subscriptions.get(subscriptionId);
  if (!owner) return null;
  const { failingSince, lastSuccessAt } = owner.health;
  const { openUntil } = owner.breaker;
  return { failingSince, lastSuccessAt, breaker: breakerState(owner.breaker, now), openUntil };
}
