import { toIso, type Instant } from "../platform/clock.ts";
import { deliveryId } from "../platform/ids.ts";
import { isSettled } from "./delivery.ts";
import { disable } from "./disable.ts";
import {
  disablesAt,
  FAILING_DAYS,
  isOverdue,
  noteFailure,
  noteSiblingSuccess,
  noteSuccess,
} from "./health.ts";
import type { LaneEntry } from "./lanes.ts";
import type { AttemptResult } from "./lease.ts";
import { tell } from "./notice.ts";
import { countInUse } from "./partition.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";
import { tellExhausted } from "./tell-delivery.ts";
import type { Verdict } from "./verdict.ts";

const REASON = `no success for ${FAILING_DAYS} days`;
/** Siblings that cannot be asked are asked again with a later failure, no sooner than this. */
export const ASK_AGAIN_MS = 600_000;

/**
 * Notes how an attempt ended for its subscription: warns once per episode of failing, and disables what has not
 * succeeded for days. With several partitions the others are asked before: `state.suspects`.
 */
export function watchHealth(
  state: CoordinatorState,
  owner: SubscriptionState,
  ended: { entry: LaneEntry; result: AttemptResult; verdict: Verdict },
): void {
  const { verdict } = ended;
  if (verdict.verdict === "delivered" || verdict.verdict === "gone") {
    if (noteSuccess(owner.health, state.now, countInUse(state) > 1)) state.changes.health.add(owner);
    return;
  }
  const retryAt = verdict.verdict === "retry" ? verdict.at : null;
  if (noteFailure(owner.health, state.now, retryAt)) state.changes.health.add(owner);
  // One that was skipped while it was under way is not given up by this.
  if (verdict.verdict === "exhausted" && !isSettled(ended.entry.delivery)) giveUp(state, owner, ended);
  if (owner.subscription.status !== "enabled" || !isOverdue(owner.health, state.now)) return;
  if (countInUse(state) === 1) disable(state, owner, REASON);
  else if (state.now >= owner.mayAskAt) state.suspects.add(owner);
}

function giveUp(
  state: CoordinatorState,
  owner: SubscriptionState,
  { entry, result }: { entry: LaneEntry; result: AttemptResult },
): void {
  const { health, subscription } = owner;
  tellExhausted(state, owner, { entry, result });
  if (health.isWarned || health.failingSince === null) return;
  health.isWarned = true;
  state.changes.health.add(owner);
  tell(state, owner, {
    type: "subscription.failing",
    data: {
      tenantId: state.tenantId,
      subscriptionId: subscription.id,
      failingSince: toIso(health.failingSince),
      disablesAt: toIso(disablesAt(health)),
      deliveryId: deliveryId(entry.event.head.id, subscription.id),
    },
  });
}

/**
 * After the other partitions were asked: disables the subscription, unless something has succeeded somewhere.
 * @param lastSuccessAt the latest success that another partition knows, or null.
 */
export function conclude(
  state: CoordinatorState,
  subscriptionId: string,
  lastSuccessAt: Instant | null,
): void {
  const owner = state.subscriptions.get(subscriptionId);
  if (!owner) return;
  if (lastSuccessAt !== null) {
    noteSiblingSuccess(owner.health, lastSuccessAt, state.now);
    state.changes.health.add(owner);
  }
  if (owner.subscription.status === "enabled" && isOverdue(owner.health, state.now)) {
    disable(state, owner, REASON);
  }
}
