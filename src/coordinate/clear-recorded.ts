import type { Tables } from "./commit.ts";
import { endDisablements } from "./configure.ts";
import type { ProjectionBatch } from "./project.ts";
import type { CoordinatorState } from "./state.ts";
import { passWatermark } from "./watermark.ts";

/** Notes durably what the record has taken, and clears what was kept for it alone. */
export function clearRecorded(
  state: CoordinatorState,
  { small, buckets }: Tables,
  { batch, upTo }: { batch: ProjectionBatch; upTo: number },
): void {
  small.setMeta("projected", upTo);
  const done = passWatermark(state);
  if (done) {
    small.setMeta("done-ordinal", done.ordinal);
    small.setMeta("done-revision", done.revision);
  }
  for (const attempt of batch.attempts) small.deleteAttempt(attempt);
  for (const { subscriptionId } of batch.disablements) small.deleteDisablement(subscriptionId);
  if (batch.disablements.length > 0) endDisablements(state, batch.disablements, small.subscriptions());
  for (const { event } of batch.events) {
    if (event.isHeld && !state.open.has(event.ordinal)) buckets.deleteHeld(event);
  }
}
