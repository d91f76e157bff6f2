import type { Instant } from "../platform/clock.ts";
import type { Fifo } from "../platform/fifo.ts";
import { type Delivery, isSettled, type OpenEvent } from "./delivery.ts";
import type { SubscriptionState } from "./state.ts";
import type { DeliveryPolicy } from "./subscription.ts";
import type { Timed } from "./timetable.ts";

/** One stream x one subscription: the FIFO in which order is kept. Exists while something in it is unsettled. */
export interface Lane extends Timed {
  kind: "lane";
  /** Key in the coordinator's map of lanes; a lane of a single unordered delivery has one of its own. */
  key: string;
  owner: SubscriptionState;
  entries: Fifo<LaneEntry>;
  /** Whether it stands in its owner's queue of lanes whose head may go. */
  isReady: boolean;
}

export interface LaneEntry {
  event: OpenEvent;
  delivery: Delivery;
}

/** What is to be done about the head of a lane. */
export type LaneStep =
  /** It may go as far as the lane is concerned; whether the subscription lets it is the gate's business. */
  | { step: "ready" }
  | { step: "wait"; until: Instant; because: "leased" | "retry" }
  /** Its lease ended without a word: the attempt's outcome is unknown, so it goes again. */
  | { step: "expire" }
  /** It has blocked the lane for long enough. Liveness wins over order here: the lane flows on without it. */
  | { step: "park" }
  /** It needs nothing more: the next one moves up. */
  | { step: "leave" };

/** Decides about the head of a lane. Pure: the same head, policy and time give the same step. */
export function nextStep(head: Delivery, policy: DeliveryPolicy, now: Instant): LaneStep {
  if (head.leasedUntil !== null) {
    return head.leasedUntil > now
      ? { step: "wait", until: head.leasedUntil, because: "leased" }
      : { step: "expire" };
  }
  if (isSettled(head)) return { step: "leave" };
  const parkAt = parksAt(head, policy);
  if (parkAt <= now) return { step: "park" };
  if (head.nextAttemptAt !== null && head.nextAttemptAt > now) {
    return { step: "wait", until: Math.min(head.nextAttemptAt, parkAt), because: "retry" };
  }
  return { step: "ready" };
}

/** When a failing head is parked; never for one that has not failed, or that nobody waits for. */
export function parksAt(head: Delivery, policy: DeliveryPolicy): Instant {
  const isParkable = head.failingSince !== null && policy.ordering === "stream";
  if (!isParkable || standsAlone(head) || policy.maxBlockSeconds === null) return Number.POSITIVE_INFINITY;
  return (head.failingSince ?? 0) + policy.maxBlockSeconds * 1000;
}

/** The key of the lane that a delivery belongs into. A replay has lanes beside those of live events. */
export function laneKey(
  subscriptionId: string,
  { event, delivery }: LaneEntry,
  policy: DeliveryPolicy,
): string {
  if (policy.ordering === "none" || standsAlone(delivery)) return `${subscriptionId}#${event.ordinal}`;
  const replayId = delivery.reopening?.replayId;
  return replayId
    ? `${subscriptionId}#${replayId} ${event.head.stream}`
    : orderedLaneKey(subscriptionId, event.head.stream);
}

/** Whether it waits for no other delivery and none waits for it, whatever order its subscription keeps. */
function standsAlone({ status, reopening }: Delivery): boolean {
  return status !== "pending" || (reopening !== null && reopening.replayId === null);
}

/** The key of the lane in which a subscription's live deliveries of a stream keep their order. */
export function orderedLaneKey(subscriptionId: string, stream: string): string {
  return `${subscriptionId} ${stream}`;
}
