import type { Delivery, OpenEvent } from "./delivery.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** How many deliveries may be in memory. */
export interface OpenLimits {
  perSubscription: number;
  /** Of all subscriptions together; from here on each of them gets `whenCrowded`. */
  crowded: number;
  whenCrowded: number;
}

/**
 * Per partition. An open event costs about 1 KB of the 128 MB that an object may use (Durable Objects limits), a
 * delivery of it some 300 bytes; what comes beyond this waits in the record. `whenCrowded` keeps the slots of a
 * subscription busy between two reads of the record.
 */
export const OPEN_LIMITS: OpenLimits = { perSubscription: 5_000, crowded: 50_000, whenCrowded: 100 };

/**
 * The part of a subscription's deliveries that is not in memory: pending, in the record, in the order of their
 * events. As long as there is one, every new delivery of the subscription joins it, so that none overtakes.
 */
export interface Backlog {
  subscriptionId: string;
  /** Every event with a delivery in it has a higher id. */
  after: string;
  /** How many deliveries have joined it; tells whether one did while the record was read. */
  joined: number;
}

/** Whether a new delivery of the subscription waits in the record instead of in memory. */
export function joinsBacklog(state: CoordinatorState, owner: SubscriptionState): boolean {
  return state.backlogs.has(owner.subscription.id) || owner.open >= mayHold(state);
}

/** Leaves a new delivery to the record. */
export function putIntoBacklog(
  state: CoordinatorState,
  owner: SubscriptionState,
  { event, delivery }: { event: OpenEvent; delivery: Delivery },
): void {
  delivery.isInBacklog = true;
  const subscriptionId = owner.subscription.id;
  const known = state.backlogs.get(subscriptionId);
  if (known) known.joined += 1;
  // An event that was unrouted for a while has an older id than those that were accepted before it.
  if (known && known.after < event.head.id) return;
  saveBacklog(state, { subscriptionId, after: justBelow(event.head.id), joined: known?.joined ?? 1 });
}

/** Notes how far a backlog reaches. */
export function saveBacklog(state: CoordinatorState, backlog: Backlog): void {
  state.backlogs.set(backlog.subscriptionId, backlog);
  state.changes.backlogs.set(backlog.subscriptionId, backlog);
}

/** Nothing of the subscription waits in the record any more: its next delivery goes into memory again. */
export function endBacklog(state: CoordinatorState, subscriptionId: string): void {
  state.backlogs.delete(subscriptionId);
  state.changes.backlogs.set(subscriptionId, null);
}

// Sorts before the id and behind every one whose other characters are lower.
function justBelow(id: string): string {
  return id.slice(0, -1);
}

/** How many deliveries may move up from the record now; 0 where nothing may. */
export function roomFor(state: CoordinatorState, subscriptionId: string): number {
  const owner = state.subscriptions.get(subscriptionId);
  // Of a subscription that is gone everything moves up, to be ended.
  if (!owner) return state.openLimits.whenCrowded;
  if (owner.subscription.status !== "enabled") return 0;
  const most = mayHold(state);
  // Half empty: reading a few at a time would cost a statement for each few.
  return owner.open * 2 > most ? 0 : most - owner.open;
}

function mayHold({ openDeliveries, openLimits }: CoordinatorState): number {
  return openDeliveries >= openLimits.crowded ? openLimits.whenCrowded : openLimits.perSubscription;
}
