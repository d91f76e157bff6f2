import type { ProjectedEvent } from "../../../src/record/projection.sql.ts";
import { type SeedOrder, streamOf } from "../seed-order.ts";

/** As far back as seeded events reach: all of them are still known to the coordinator as seen. */
const SPAN_MS = 3 * 24 * 60 * 60_000;
const PADDING = "x".repeat(1_050); // with the rest: a body of 1,500 bytes, as the load sends

/** A delivered event as the projector would have recorded it. */
export function seededEvent(order: SeedOrder, number: number): ProjectedEvent {
  const at = order.until - Math.floor(((order.total - number) / order.total) * SPAN_MS);
  const stream = streamOf(number, order.streams);
  const body = bodyOf(number, stream, at);
  return {
    tenantId: order.tenantId,
    id: seededId(at, number),
    version: number + 1,
    sourceId: order.sourceId,
    providerEventId: `seed-${number}`,
    type: "video.media.updated",
    categories: ["media"],
    stream: `media:${stream}`,
    sequence: Math.floor(number / order.streams) + 1,
    occurredAt: at,
    receivedAt: at,
    late: false,
    status: "delivered",
    deliveries: [
      {
        s: order.subscriptionId,
        p: Math.floor(number / order.streams) + 1,
        st: "delivered",
        n: 1,
        at: at + 12,
        a: [at + 2, 8, 200],
      },
    ],
    contentType: "application/json",
    headers: { "fastpix-signature": "a".repeat(44), "user-agent": "FastPix" },
    body,
    bodyBytes: body.length,
    learn: false,
  };
}

/** An id of the product's form whose chance is the number: sorts by time, comes once. */
export function seededId(at: number, number: number): string {
  return `evt_${at.toString(32).replace(/[a-v]/g, toCrockford).padStart(10, "0")}${String(number).padStart(16, "0")}`;
}

// toString(32) spells with 0-9a-v, ids with Crockford's letters in the same order.
function toCrockford(letter: string): string {
  return "abcdefghjkmnpqrstvwxyz"[letter.charCodeAt(0) - 97] ?? "0";
}

function bodyOf(number: number, media: string, at: number): string {
  return JSON.stringify({
    id: `seed-${number}`,
    type: "video.media.updated",
    object: { type: "media", id: media },
    workspace: { id: "7f1f2c51-0000-4000-8000-000000000001", name: "Bench" },
    status: "ready",
    createdAt: new Date(at).toISOString(),
    data: { id: media, status: "Ready", maxResolution: "1080p", metadata: { description: PADDING } },
    attempts: [],
  });
}
