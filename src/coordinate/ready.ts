import type { Fifo } from "../platform/fifo.ts";
import type { Delivery } from "./delivery.ts";
import { gateOf } from "./gate.ts";
import type { Lane } from "./lanes.ts";
import { mayReplay } from "./replay-share.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** Ready lanes wait this long for a Worker that settles anyway; only then the alarm wakes a new one. */
const READY_GRACE_MS = 250;

/** Puts a lane whose head may go into its owner's queue. */
export function queueReady(state: CoordinatorState, lane: Lane): void {
  if (lane.isReady) return;
  const { owner } = lane;
  lane.isReady = true;
  queueOf(owner, lane.entries.peek()?.delivery).push(lane);
  reschedule(state, owner);
}

function queueOf(owner: SubscriptionState, head: Delivery | undefined): Fifo<Lane> {
  if (head?.reopening?.replayId) return owner.replays;
  return head?.attemptCount === 0 ? owner.fresh : owner.retries;
}

/**
 * Sets when the alarm has to look at a subscription for what is ready: soon where its gate is open, when the gate
 * opens by itself, or never. To be called after whatever may have opened or closed the gate. One whose gate stays
 * closed for a while is not looked at by every turn: a thousand paused subscriptions cost the others nothing.
 */
export function reschedule(state: CoordinatorState, owner: SubscriptionState): void {
  const isLiveReady = owner.fresh.size + owner.retries.size > 0;
  // Replays that have their share of the slots wait for an outcome, not for a time.
  if (!isLiveReady && (owner.replays.size === 0 || !mayReplay(owner))) {
    state.ready.delete(owner);
    state.timetable.clear(owner);
    return;
  }
  const gate = gateOf(owner, state.now);
  if (gate.gate === "open") {
    state.ready.add(owner);
    const soon = state.now + READY_GRACE_MS;
    if (owner.dueAt === null || owner.dueAt > soon) state.timetable.set(owner, soon);
    return;
  }
  // A rate gives its next token in a moment, and whoever settles then may take it.
  if (gate.because !== "rate") state.ready.delete(owner);
  if (gate.until === null) state.timetable.clear(owner);
  else state.timetable.set(owner, gate.until);
}
