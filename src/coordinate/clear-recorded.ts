import type { Tables } from "./commit.ts";
import { endDisablements } from "./configure.ts";
import type { ProjectionBatch } from "./project.ts";
import type { CoordinatorState } from "./state.ts";
import { changesAfter } from "./change-marks.ts";

/** Notes durably what the record has taken, and clears what was kept for it alone. */
export function clearRecorded(
  state: CoordinatorState,
  { small, buckets }: Tables,
  { batch, upTo }: { batch: ProjectionBatch; upTo: number },
): void {
  const below = doneBelow(state);
  small.setProjected({ revision: upTo, doneBelow: below, changesAfter: changesAfter(state, below) });
  for (const attempt of batch.attempts) small.deleteAttempt(attempt);
  for (const { subscriptionId } of batch.disablements) small.deleteDisablement(subscriptionId);
  if (batch.disablements.length > 0) endDisablements(state, batch.disablements, small.subscriptions());
  for (const { event } of batch.events) {
    if (event.isHeld && !state.open.has(event.ordinal)) buckets.deleteHeld(event);
  }
}

// Open events stand in the order of their ordinals, held ones apart: those have a table of their own.
function doneBelow(state: CoordinatorState): number {
  for (const event of state.open.values()) if (!event.isHeld) return event.ordinal;
  return state.lastOrdinal + 1;
}
