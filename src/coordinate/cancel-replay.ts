import { setAside } from "./advance.ts";
import { type Delivery, isSettled } from "./delivery.ts";
import { noteChanged } from "./replays.ts";
import { type CoordinatorState, touch } from "./state.ts";

/**
 * Stops a replay: it takes nothing in any more, and what it has set going and not settled becomes what it was before;
 * a delivery that had not existed is skipped. An attempt that is under way is not called back: where it succeeds, the
 * delivery is delivered.
 */
export function cancelReplay(state: CoordinatorState, replayId: string): void {
  const replay = state.replays.get(replayId);
  if (!replay || replay.isCancelled) return;
  replay.isCancelled = true;
  noteChanged(state, replay);
  for (const event of state.open.values()) {
    for (const delivery of event.deliveries) {
      if (delivery.reopening?.replayId !== replayId || isSettled(delivery)) continue;
      takeBack(delivery, state.now);
      replay.pending -= 1;
      replay.skipped += 1;
      touch(state, event);
      setAside(state, { event, delivery });
    }
  }
}

function takeBack(delivery: Delivery, now: number): void {
  const was = delivery.reopening?.was ?? { status: "skipped", settledAt: now };
  delivery.status = was.status;
  delivery.settledAt = was.settledAt;
  delivery.nextAttemptAt = null;
  delivery.failingSince = null;
}
