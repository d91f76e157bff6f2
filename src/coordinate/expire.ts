import type { Instant } from "../platform/clock.ts";
import { skip } from "./advance.ts";
import { isSettled } from "./delivery.ts";
import { reschedule } from "./ready.ts";
import type { CoordinatorState } from "./state.ts";

const DAY_MS = 24 * 60 * 60_000;
/** An open event past its retention may only be waiting for the record: it is not looked at again at once. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Ends what is older than the tenant's retention: the record has forgotten the event by then, so a delivery that a
 * paused or disabled subscription has kept since would arrive without a trace.
 * @returns how many deliveries were ended.
 */
export function expire(state: CoordinatorState): number {
  const due = nextExpiryAt(state);
  if (due === null || due > state.now) return 0;
  state.nextExpiryAfter = state.now + LOOK_AGAIN_MS;
  const before = state.now - state.retentionDays * DAY_MS;
  let expired = 0;
  for (const event of state.open.values()) {
    if (event.head.receivedAt > before) continue;
    for (const delivery of event.deliveries) {
      if (isSettled(delivery)) continue;
      skip(state, { event, delivery });
      expired += 1;
    }
  }
  if (expired > 0) for (const owner of state.subscriptions.values()) reschedule(state, owner);
  return expired;
}

/** When the oldest open event passes its retention, or null where none is open. */
export function nextExpiryAt(state: CoordinatorState): Instant | null {
  const [oldest] = state.open.values();
  if (!oldest) return null;
  return Math.max(oldest.head.receivedAt + state.retentionDays * DAY_MS + 1, state.nextExpiryAfter);
}
