import type { MEDIA_TYPES } from "../types/media.ts";
import { LIVE_STREAM, MEDIA, MEDIA_ID, RECORDING_ID, STREAM_ID, UPLOAD, WORKSPACE_ID } from "./entities.ts";
import type { Sample } from "./sample.ts";

/** The recording belongs to its own media; the live stream that it comes from is named in `data.streamId`. */
export const MEDIA_SAMPLES = {
  "video.media.created": {
    id: "bdd640fb-0667-4ad1-9c80-317fa3b1799d",
    object: { type: "media", id: MEDIA_ID },
    status: "Created",
    data: {
      ...MEDIA,
      status: "Created",
      thumbnail: "",
      playbackIds: [],
      tracks: [],
      duration: "00:00:00",
    },
    createdAt: "2026-06-02T08:15:04.218507112Z",
  },
  "video.media.upload": {
    id: "23b8c1e9-3924-46de-beb1-3b9046685257",
    object: { type: "media", id: MEDIA_ID },
    status: "waiting",
    data: UPLOAD,
    createdAt: "2026-06-02T08:13:50.006Z",
  },
  "video.upload.media_created": {
    id: "bd9c66b3-ad3c-4d6d-9a3d-1fa7bc8960a9",
    object: { type: "media", id: MEDIA_ID },
    status: "media_created",
    data: { ...UPLOAD, status: "media_created" },
    createdAt: "2026-06-02T08:15:04.377Z",
  },
  "video.media.ready": {
    id: "972a8469-1641-4f82-8b9d-2434e465e150",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: MEDIA,
    createdAt: "2026-06-02T08:16:41.902344871Z",
  },
  "video.media.failed": {
    id: "17fc695a-07a0-4a6e-8822-e8f36c031199",
    object: { type: "media", id: MEDIA_ID },
    status: "Failed",
    data: {
      id: MEDIA_ID,
      workspaceId: WORKSPACE_ID,
      metadata: MEDIA.metadata,
      status: "Failed",
      error: { code: "invalid_input", message: "The file at the given URL could not be read." },
      createdAt: MEDIA.createdAt,
    },
    createdAt: "2026-06-02T08:15:22.450Z",
  },
  "video.media.deleted": {
    id: "9a1de644-815e-46d1-bb8f-aa1837f8a88b",
    object: { type: "media", id: MEDIA_ID },
    status: "Deleted",
    data: { ...MEDIA, status: "Deleted" },
    createdAt: "2026-06-30T19:02:11.615Z",
  },
  "video.media.updated": {
    id: "b74d0fb1-32e7-4629-8fad-c1a606cb0fb3",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      ...MEDIA,
      title: "Lecture 4: Rivers and deltas",
      updatedAt: "2026-06-02T09:40:00.051903Z",
    },
    createdAt: "2026-06-02T09:40:00.118Z",
  },
  "video.media.live_stream.created": {
    id: "6b65a6a4-8b81-48f6-b38a-088ca65ed389",
    object: { type: "media", id: RECORDING_ID },
    status: "Created",
    data: {
      ...MEDIA,
      id: RECORDING_ID,
      streamId: STREAM_ID,
      title: "Evening news, 3 June",
      metadata: LIVE_STREAM.metadata,
      status: "Created",
      duration: "00:30:07.480",
    },
    createdAt: "2026-06-03T18:32:55.771Z",
  },
} as const satisfies Record<keyof typeof MEDIA_TYPES, Sample>;
