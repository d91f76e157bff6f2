import { env } from "cloudflare:workers";
import { recordOf } from "./databases.ts";
import { newId } from "../../../src/platform/ids.ts";
import type { FoldedDelivery } from "../../../src/record/folded-delivery.ts";
import {
  type ProjectedAttempt,
  type ProjectedEvent,
  projectBatch,
} from "../../../src/record/projection.sql.ts";
import { START } from "./api-under-test.ts";

let made = 0;

/** A recorded event of the tenant; each one a second younger than the one before. */
export function eventOf(tenantId: string, more: Partial<ProjectedEvent> = {}): ProjectedEvent {
  made += 1;
  const receivedAt = more.receivedAt ?? START + made * 1_000;
  const body = more.body ?? '{"type":"video.media.ready","id":"e1"}';
  return {
    tenantId,
    id: newId("evt", receivedAt + 3),
    version: 1,
    sourceId: "src_1",
    providerEventId: `provider-${made}`,
    type: "video.media.ready",
    categories: ["media"],
    stream: "media:m1",
    sequence: made,
    occurredAt: null,
    receivedAt,
    late: false,
    status: "unmatched",
    deliveries: [],
    contentType: "application/json",
    headers: { "user-agent": "FastPix/1" },
    body,
    bodyBytes: body.length,
    learn: false,
    ...more,
  };
}

/** A delivery that succeeded at once. */
export function deliveredTo(subscriptionId: string, more: Partial<FoldedDelivery> = {}): FoldedDelivery {
  return {
    s: subscriptionId,
    p: 1,
    st: "delivered",
    n: 1,
    at: START + 5_000,
    a: [START + 4_000, 35, 200, "ok"],
    ...more,
  };
}

/** A delivery that waits for its retry. */
export function pendingTo(subscriptionId: string, more: Partial<FoldedDelivery> = {}): FoldedDelivery {
  return { s: subscriptionId, p: 1, st: "pending", n: 1, next: START + 9_000, w: "retry", ...more };
}

/** Writes events and attempts of one tenant as its coordinator does. */
export async function record(events: ProjectedEvent[], attempts: ProjectedAttempt[] = []): Promise<void> {
  const [tenantId = ""] = events.map((event) => event.tenantId);
  await projectBatch({ record: await recordOf(tenantId), directory: env.DB }, events, attempts);
}
