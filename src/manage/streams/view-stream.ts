import type { StreamStanding } from "../../coordinate/describe-stream.ts";
import { toIso } from "../../platform/clock.ts";
import type { StreamView } from "./stream.schema.ts";

/** @param known an event of it, told of where its coordinator does not remember the last one. */
export function viewStream(
  standing: StreamStanding,
  known: { type: string; receivedAt: number },
): StreamView {
  const last = standing.last ?? known;
  const [kind = "other"] = standing.stream.split(":");
  return {
    stream: standing.stream,
    kind,
    lastSequence: standing.lastSequence,
    lastEventAt: toIso(last.receivedAt),
    lastType: last.type,
    active: standing.openDeliveries > 0,
    openDeliveries: standing.openDeliveries,
  };
}
