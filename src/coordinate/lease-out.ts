import { advance, occupy } from "./advance.ts";
import { gateOf } from "./gate.ts";
import { type Lane, type LaneEntry, nextStep } from "./lanes.ts";
import { takeToken } from "./rate.ts";
import { reschedule } from "./ready.ts";
import { mayReplay } from "./replay-share.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** A lease outlives its exchange by this much: the outcome has to find its way back. */
const LEASE_MARGIN_MS = 5_000;
/** Every n-th lease of a subscription goes to a retry first, all others to a first attempt first. */
const RETRY_TURN = 4;

/** A lease that has been given, before it is dressed for the wire. */
export interface Grant extends LaneEntry {
  owner: SubscriptionState;
}

/**
 * Takes up to `count` leases from what is ready for one subscription, as far as its gate lets them go. No row is
 * written for them: the turn notes when they end, and `rebuild` takes every head that could have one for leased.
 */
export function takeGrants(state: CoordinatorState, owner: SubscriptionState, count: number): Grant[] {
  const grants: Grant[] = [];
  while (grants.length < count && gateOf(owner, state.now).gate === "open") {
    const lane = nextReadyLane(owner);
    if (!lane) break;
    lane.isReady = false;
    const head = lane.entries.peek();
    if (!head) continue;
    if (nextStep(head.delivery, owner.subscription.policy, state.now).step === "ready") {
      const granted = grant(state, lane, head);
      state.changes.leasesEndAt = Math.max(state.changes.leasesEndAt, granted.delivery.leasedUntil ?? 0);
      grants.push(granted);
    } else {
      // Its head changed while it stood in the queue, or has blocked for too long in the meantime.
      advance(state, lane);
    }
  }
  reschedule(state, owner);
  return grants;
}

/** Gives the lease on a lane's head. The caller has seen the step "ready" and an open gate. */
export function grant(state: CoordinatorState, lane: Lane, head: LaneEntry): Grant {
  const { owner } = lane;
  const until = state.now + owner.subscription.policy.timeoutSeconds * 1000 + LEASE_MARGIN_MS;
  head.delivery.leasedUntil = until;
  occupy(owner, head.delivery);
  owner.granted += 1;
  if (owner.ratePerSecond !== null) owner.bucket = takeToken(owner.bucket, owner.ratePerSecond, state.now);
  state.timetable.set(lane, until);
  return { ...head, owner };
}

/** Live events go first: a replay goes where nothing else is ready, and within its share of the slots. */
function nextReadyLane(owner: SubscriptionState): Lane | undefined {
  const isRetryTurn = owner.granted % RETRY_TURN === RETRY_TURN - 1;
  const [first, second] = isRetryTurn ? [owner.retries, owner.fresh] : [owner.fresh, owner.retries];
  return first.shift() ?? second.shift() ?? (mayReplay(owner) ? owner.replays.shift() : undefined);
}
