import type { SubscriptionState } from "./state.ts";

/** Of a subscription's slots, replays may hold this part at once: a live event finds one free. */
const REPLAY_SHARE = 0.5;

/** Whether another attempt of a replay may go, as far as its share of the slots is concerned: one always may. */
export function mayReplay(owner: SubscriptionState): boolean {
  return owner.replaysInFlight < Math.max(1, Math.floor(owner.slots * REPLAY_SHARE));
}
