import type { DOCUMENTED_TYPES } from "../types/documented.ts";
import { LIVE_STREAM, MEDIA, MEDIA_ID, STREAM_ID, TRACK, UPLOAD } from "./entities.ts";
import type { Sample } from "./sample.ts";

export const DOCUMENTED_SAMPLES = {
  "video.media.upload.cancelled": {
    id: "e27a984d-6548-41d0-bfcd-9eb1a7cad415",
    object: { type: "media", id: MEDIA_ID },
    status: "cancelled",
    data: { ...UPLOAD, status: "cancelled" },
    createdAt: "2026-06-02T08:14:20.712Z",
  },
  "video.media.source.ready": {
    id: "24933b83-7577-40a9-a491-f0b2ea1fca65",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, sourceAccess: true },
    createdAt: "2026-06-02T08:17:30.038Z",
  },
  "video.media.source.deleted": {
    id: "beb79919-3f22-4af8-a3be-d01d43cf2fde",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: MEDIA,
    createdAt: "2026-06-09T08:17:30.402Z",
  },
  "video.upload.created": {
    id: "bf3c4c06-4343-48bc-89fa-6a688fb5d27b",
    object: { type: "media", id: MEDIA_ID },
    status: "waiting",
    data: UPLOAD,
    createdAt: "2026-06-02T08:13:50.006Z",
  },
  "video.media.track.updated": {
    id: "956269f0-e5d7-4875-adad-d6c795a76d79",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...TRACK, languageName: "Italiano" },
    createdAt: "2026-06-02T10:40:11.527Z",
  },
  "video.media.track.deleted": {
    id: "ff50bde4-3825-47b8-9cab-cc97663f1c97",
    object: { type: "media", id: MEDIA_ID },
    status: "Deleted",
    data: TRACK,
    createdAt: "2026-06-02T10:45:55.236Z",
  },
  "video.live_stream.disabled": {
    id: "7e570ddf-8270-40a8-a369-b584ff5e9ff0",
    object: { type: "live", id: STREAM_ID },
    status: "disabled",
    data: { ...LIVE_STREAM, status: "disabled" },
    createdAt: "2026-06-20T12:00:00.815Z",
  },
} as const satisfies Record<keyof typeof DOCUMENTED_TYPES, Sample>;
