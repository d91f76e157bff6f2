import type { Lease } from "../../../src/coordinate/lease.ts";
import { subscriptionOf } from "./coordination.ts";

export function leaseOf(own: Partial<Lease> = {}): Lease {
  return {
    ordinal: 1,
    eventId: "evt_1",
    type: "video.media.ready",
    categories: ["media"],
    stream: "media:a",
    sequence: 4,
    position: 3,
    late: false,
    attempt: 1,
    until: Number.MAX_SAFE_INTEGER,
    target: subscriptionOf("sub_1").target,
    contentType: "application/json",
    ...own,
  };
}
