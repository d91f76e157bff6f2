import { tell } from "./notice.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** Switches a subscription off at once; the record and the operator hear of it. Its lanes stay as they are. */
export function disable(state: CoordinatorState, owner: SubscriptionState, reason: string): void {
  const { subscription } = owner;
  if (subscription.status === "disabled") return;
  owner.subscription = { ...subscription, status: "disabled" };
  state.changes.disablements.push({ subscriptionId: subscription.id, reason, at: state.now });
  const data = { tenantId: state.tenantId, subscriptionId: subscription.id, reason };
  tell(state, owner, { type: "subscription.disabled", data });
}
