import type { AI_TYPES } from "../types/ai.ts";
import { MEDIA_ID } from "./entities.ts";
import type { Sample } from "./sample.ts";

/** `object` names the media; `data` holds nothing but the result. */
export const AI_SAMPLES = {
  "video.mediaAI.chapters.ready": {
    id: "fc377a4c-4a15-444d-85e7-ce8a3a578a8e",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      isChaptersGenerated: true,
      chapters: [
        {
          chapter: "1",
          startTime: "00:00:00",
          endTime: "00:09:41",
          title: "Where rivers begin",
          summary: "Springs, glaciers and rain feed the first streams.",
        },
        {
          chapter: "2",
          startTime: "00:09:41",
          endTime: "00:24:18",
          title: "How rivers shape the land",
          summary: "Erosion, transport and deposit from valley to delta.",
        },
      ],
    },
    createdAt: "2026-06-02T08:24:33.508Z",
  },
  "video.mediaAI.namedEntities.ready": {
    id: "ddd1dfb2-3b98-4ef8-9af6-1a26146d3f31",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      isNamedEntitiesGenerated: true,
      namedEntities: [
        { entityId: 1, entityName: "Danube", category: "location", count: 7 },
        { entityId: 2, entityName: "University of Vienna", category: "organization", count: 2 },
      ],
    },
    createdAt: "2026-06-02T08:25:01.842Z",
  },
  "video.mediaAI.summary.ready": {
    id: "7412b293-4729-4739-a14f-f3d719db3ad0",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      isSummaryGenerated: true,
      summary: "A lecture on how rivers begin, shape the land and end in deltas.",
    },
    createdAt: "2026-06-02T08:25:19.365Z",
  },
  "video.mediaAI.moderation.ready": {
    id: "29a3b2e9-5d65-4441-9588-42dea2bc372f",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      isModerationGenerated: true,
      moderationResult: [
        { category: "Violence", score: 0.02 },
        { category: "Sexual", score: 0.01 },
      ],
    },
    createdAt: "2026-06-02T08:25:47.219Z",
  },
} as const satisfies Record<keyof typeof AI_TYPES, Sample>;
