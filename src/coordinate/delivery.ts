import type { Instant } from "../platform/clock.ts";
import type { DeliveryStatus, FoldedDelivery } from "../record/folded-delivery.ts";
import type { Lane } from "./lanes.ts";

/** What is fixed about an event from the moment on at which it leaves for its lanes. Stored as JSON beside the body. */
export interface EventHead {
  id: string;
  sourceId: string;
  providerEventId: string;
  type: string;
  categories: readonly string[];
  stream: string;
  sequence: number;
  occurredAt: Instant | null;
  receivedAt: Instant;
  /** Decided as it leaves; false until then. */
  late: boolean;
  /** Until when it waits for a predecessor, and has no deliveries yet; absent in one that has left. */
  waitsUntil?: Instant | undefined;
  contentType: string;
  headers: Readonly<Record<string, string>>;
  learn: boolean;
  bodyBytes: number;
}

/** An event that the coordinator still has to do something for: deliver or project. */
export interface OpenEvent {
  /** Its number in this coordinator; also says in which bucket its row stands. */
  ordinal: number;
  /** Grows with every change in the coordinator; the record takes only higher ones. */
  revision: number;
  head: EventHead;
  deliveries: Delivery[];
  /** Whether the row has moved out of its time bucket, because the bucket was dropped around it. */
  isHeld: boolean;
  /** Whether the record is known to have the body. */
  isBodyProjected: boolean;
}

/** One event for one subscription, as the coordinator holds it. */
export interface Delivery {
  subscriptionId: string;
  position: number;
  status: DeliveryStatus;
  /** Attempts whose outcome is recorded. */
  attemptCount: number;
  nextAttemptAt: Instant | null;
  /** Until when somebody holds the lease, or null. */
  leasedUntil: Instant | null;
  /** Since when it has been failing. */
  failingSince: Instant | null;
  settledAt: Instant | null;
  soleAttempt: FoldedDelivery["a"] | null;
  /** Set when it was settled, or did not exist, and was set going again; stays until the next time. */
  reopening: Reopening | null;
  /** Whether it waits in the record and not in a lane: see backlog.ts. */
  isInBacklog: boolean;
  /** The lane that it stands in; null once it is settled, and in the backlog. Not stored. */
  lane: Lane | null;
}

/** What is remembered of a delivery that was set going again. */
export interface Reopening {
  /** Attempts made before it: the retry schedule begins anew behind them. */
  after: number;
  /** What it goes back to when its replay is cancelled; null where there was no such delivery. */
  was: { status: DeliveryStatus; settledAt: Instant | null } | null;
  /** The replay that it belongs to; null for one that was retried or redelivered by itself. */
  replayId: string | null;
  /** Its place among what that replay has set going: the order of its lanes. 0 without a replay. */
  place: number;
}

/** The stored form, for the coordinator's own row: the record's form plus lease and failure times. */
export interface StoredDelivery extends FoldedDelivery {
  /** Leased until. */
  l?: number;
  /** Failing since. */
  f?: number;
  r?: Reopening;
  /** Waits in the record. */
  b?: 1;
}

export function newDelivery(subscriptionId: string, position: number): Delivery {
  return {
    subscriptionId,
    position,
    status: "pending",
    attemptCount: 0,
    nextAttemptAt: null,
    leasedUntil: null,
    failingSince: null,
    settledAt: null,
    soleAttempt: null,
    reopening: null,
    isInBacklog: false,
    lane: null,
  };
}

/** Settled for good: nothing more will be attempted. A parked delivery is not. */
export function isSettled(delivery: Delivery): boolean {
  return delivery.status !== "pending" && delivery.status !== "parked";
}

/** Whether the event waits for a predecessor: it is in no lane yet. */
export function isWaiting({ head }: OpenEvent): boolean {
  return head.waitsUntil !== undefined;
}

/** Whether nothing is left to do for the event here: it has left for its lanes, and each delivery is settled or waits in the record. */
export function isFinished(event: OpenEvent): boolean {
  const isDone = (delivery: Delivery) => isSettled(delivery) || delivery.isInBacklog;
  return !isWaiting(event) && event.deliveries.every(isDone);
}

/** Whether a Worker may still report on an attempt of the event: one that was skipped meanwhile is settled already. */
export function isUnderWay(event: OpenEvent): boolean {
  return event.deliveries.some((delivery) => delivery.leasedUntil !== null);
}

/** The event's status as the API tells it. */
export function eventStatus(event: OpenEvent): "pending" | "delivered" | "failed" | "unmatched" {
  const { deliveries } = event;
  if (isWaiting(event)) return "pending";
  if (deliveries.length === 0) return "unmatched";
  if (!deliveries.every(isSettled)) return "pending";
  return deliveries.every((delivery) => delivery.status === "delivered") ? "delivered" : "failed";
}

/** The record's form of a delivery. */
export function fold(delivery: Delivery): FoldedDelivery {
  const folded: FoldedDelivery = {
    s: delivery.subscriptionId,
    p: delivery.position,
    st: delivery.status,
    n: delivery.attemptCount,
  };
  if (delivery.settledAt !== null) folded.at = delivery.settledAt;
  if (delivery.nextAttemptAt !== null) folded.next = delivery.nextAttemptAt;
  if (delivery.soleAttempt) folded.a = delivery.soleAttempt;
  return folded;
}

/** The coordinator's stored form. */
export function store(delivery: Delivery): StoredDelivery {
  const stored: StoredDelivery = fold(delivery);
  if (delivery.leasedUntil !== null) stored.l = delivery.leasedUntil;
  if (delivery.failingSince !== null) stored.f = delivery.failingSince;
  if (delivery.reopening !== null) stored.r = delivery.reopening;
  if (delivery.isInBacklog) stored.b = 1;
  return stored;
}

export function restore(stored: StoredDelivery): Delivery {
  return {
    subscriptionId: stored.s,
    position: stored.p,
    status: stored.st,
    attemptCount: stored.n,
    nextAttemptAt: stored.next ?? null,
    leasedUntil: stored.l ?? null,
    failingSince: stored.f ?? null,
    settledAt: stored.at ?? null,
    soleAttempt: stored.a ?? null,
    reopening: stored.r ?? null,
    isInBacklog: stored.b === 1,
    lane: null,
  };
}
