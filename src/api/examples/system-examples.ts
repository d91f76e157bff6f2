import { RECEIVED_AT, TENANT, TYPE } from "./things.ts";

const outcomes = { delivered: 118, failed: 1, retried: 6, p50Ms: 84, p95Ms: 310 };
const intake = { accepted: 60, duplicates: 2 };
const HOUR = { window: "1h", bucketSeconds: 60, nextCursor: null };
const at = "2026-06-02T08:15:00.000Z";
const standing = { openEvents: 3, oldestUndeliveredAt: RECEIVED_AT, openBreakers: 1, unrecorded: 0 };

/** Numbers about tenants and the router, and the catalogue, by the name of the type. */
export const SYSTEM_EXAMPLES = {
  SubscriptionStatistics: { ...HOUR, data: [{ at, ...outcomes }], totals: outcomes },
  TenantStatistics: {
    ...HOUR,
    data: [{ at, ...intake, ...outcomes }],
    totals: { ...intake, ...outcomes },
    byCategory: [{ category: "media", ...intake, ...outcomes }],
    now: standing,
  },
  System: {
    version: "1.0.0",
    coordinators: 12,
    ...standing,
    projectionLagMs: 240,
    databases: [{ binding: "DB", bytes: 1_268_224_000, tenants: 12 }],
  },
  Coordinator: {
    tenantId: TENANT,
    partition: 0,
    reportedAt: RECEIVED_AT,
    ...standing,
    projectionLagMs: 240,
  },
  EventType: {
    type: TYPE,
    official: true,
    category: "media",
    categories: ["media"],
    description: "The media can be played, whether video or audio, uploaded or fetched.",
    useCase: "Publish it with its playback id.",
    requires: ["video.media.created"],
    sample: { type: TYPE, status: "Ready", data: { duration: "00:04:18" } },
  },
  Category: {
    category: "ai",
    description: "What the analysis of a media found: chapters, entities, a summary, moderation scores.",
    eventTypes: ["video.mediaAI.chapters.ready"],
    documentedEventTypes: [],
  },
};
