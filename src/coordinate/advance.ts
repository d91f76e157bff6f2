import { Fifo } from "../platform/fifo.ts";
import { type Delivery, isSettled, type OpenEvent } from "./delivery.ts";
import { type Lane, type LaneEntry, laneKey, nextStep } from "./lanes.ts";
import { queueReady, reschedule } from "./ready.ts";
import { noteSettled } from "./replays.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";
import { tellParked } from "./tell-delivery.ts";

/** Puts a delivery at the end of its lane. @returns the lane; it needs `advance` only if the delivery is its head. */
export function enqueue(state: CoordinatorState, owner: SubscriptionState, entry: LaneEntry): Lane {
  const { policy, id } = owner.subscription;
  const key = laneKey(id, entry, policy);
  let lane = state.lanes.get(key);
  if (!lane) {
    lane = { kind: "lane", key, owner, entries: new Fifo(), isReady: false, dueAt: null };
    state.lanes.set(key, lane);
  }
  lane.entries.push(entry);
  entry.delivery.lane = lane;
  countOpen(state, owner, 1);
  return lane;
}

function countOpen(state: CoordinatorState, owner: SubscriptionState, by: 1 | -1): void {
  owner.open += by;
  state.openDeliveries += by;
}

/**
 * Moves a lane as far as it goes by itself: settled heads leave, blocked ones are parked, a head that may go is
 * queued as ready, one that has to wait is put on the timetable.
 */
export function advance(state: CoordinatorState, lane: Lane): void {
  for (;;) {
    const head = lane.entries.peek();
    if (!head) {
      state.timetable.clear(lane);
      state.lanes.delete(lane.key);
      return;
    }
    const step = nextStep(head.delivery, lane.owner.subscription.policy, state.now);
    switch (step.step) {
      case "leave":
        lane.entries.shift();
        head.delivery.lane = null;
        countOpen(state, lane.owner, -1);
        break;
      case "park":
        lane.entries.shift();
        countOpen(state, lane.owner, -1);
        park(state, lane.owner, head);
        break;
      case "expire":
        release(head);
        // Its slot is free for another lane, whatever becomes of this one.
        reschedule(state, lane.owner);
        // Settled while it was under way: nobody else tells the record that no outcome comes any more.
        if (isSettled(head.delivery)) touch(state, head.event);
        break;
      case "wait":
        state.timetable.set(lane, step.until);
        return;
      case "ready":
        state.timetable.clear(lane);
        queueReady(state, lane);
        return;
      default:
        return step satisfies never;
    }
  }
}

/** Lets go of the order in a lane whose subscription wants none any more: what stood behind the head goes by itself. */
export function dissolve(state: CoordinatorState, lane: Lane): void {
  const [, ...behind] = lane.entries;
  if (behind.length === 0) return;
  const head = lane.entries.peek();
  lane.entries = new Fifo();
  if (head) lane.entries.push(head);
  for (const entry of behind) {
    countOpen(state, lane.owner, -1);
    entry.delivery.lane = null;
    if (!isSettled(entry.delivery)) advance(state, enqueue(state, lane.owner, entry));
  }
}

/**
 * Takes a delivery that has just been settled from outside, by a skip, out of its lane: the lane flows on. One that
 * is under way waits for its outcome in a lane of its own, and keeps its slot until then.
 */
export function setAside(state: CoordinatorState, entry: LaneEntry): void {
  const { lane } = entry.delivery;
  if (!lane) return;
  const others = [...lane.entries].filter(({ delivery }) => delivery !== entry.delivery);
  lane.entries = new Fifo();
  for (const other of others) lane.entries.push(other);
  countOpen(state, lane.owner, -1);
  entry.delivery.lane = null;
  advance(state, lane);
  if (entry.delivery.leasedUntil !== null) advance(state, enqueue(state, lane.owner, entry));
}

/** Takes a slot of the subscription for a delivery that has got a lease. */
export function occupy(owner: SubscriptionState, { reopening }: Delivery): void {
  owner.inFlight += 1;
  if (reopening?.replayId) owner.replaysInFlight += 1;
}

/** Gives back the slot of a lease, however it ended. */
export function release(entry: LaneEntry): void {
  if (entry.delivery.leasedUntil === null) return;
  entry.delivery.leasedUntil = null;
  const owner = entry.delivery.lane?.owner;
  if (!owner) return;
  owner.inFlight -= 1;
  if (entry.delivery.reopening?.replayId) owner.replaysInFlight -= 1;
}

function park(state: CoordinatorState, owner: SubscriptionState, entry: LaneEntry): void {
  entry.delivery.status = "parked";
  touch(state, entry.event);
  tellParked(state, owner, entry);
  advance(state, enqueue(state, owner, entry));
}

/** Ends every unsettled delivery of a subscription that no longer exists. */
export function abandon(state: CoordinatorState, owner: SubscriptionState): void {
  for (const event of deliveriesOf(state, owner)) {
    for (const delivery of event.deliveries) {
      if (delivery.subscriptionId !== owner.subscription.id || isSettled(delivery)) continue;
      skip(state, { event, delivery });
    }
  }
}

/** Ends a delivery without an attempt: its lane flows on. */
export function skip(state: CoordinatorState, { event, delivery }: LaneEntry): void {
  release({ event, delivery });
  delivery.status = "skipped";
  delivery.settledAt = state.now;
  delivery.nextAttemptAt = null;
  delivery.failingSince = null;
  delivery.isInBacklog = false;
  noteSettled(state, delivery);
  touch(state, event);
  if (delivery.lane) advance(state, delivery.lane);
}

function deliveriesOf(state: CoordinatorState, owner: SubscriptionState): OpenEvent[] {
  return [...state.open.values()].filter((event) =>
    event.deliveries.some((delivery) => delivery.subscriptionId === owner.subscription.id),
  );
}
