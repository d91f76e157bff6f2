import type { SIMULCAST_TYPES } from "../types/simulcast.ts";
import { SIMULCAST_TARGET, STREAM_ID } from "./entities.ts";
import type { Sample } from "./sample.ts";

export const SIMULCAST_SAMPLES = {
  "video.live_stream.simulcast_target.created": {
    id: "10f1bc81-448a-4a9e-a6b2-bc5b50c187fc",
    object: { type: "live", id: STREAM_ID },
    status: "Created",
    data: { ...SIMULCAST_TARGET, streamId: STREAM_ID },
    createdAt: "2026-06-03T17:35:20.673Z",
  },
  "video.live_stream.simulcast_target.deleted": {
    id: "9132b63e-f162-47e4-a9c3-49e03602f8ac",
    object: { type: "live", id: STREAM_ID },
    status: "Deleted",
    data: { ...SIMULCAST_TARGET, streamId: STREAM_ID },
    createdAt: "2026-06-03T18:45:00.390Z",
  },
  "video.live_stream.simulcast_target.updated": {
    id: "366eb16f-508e-4ad7-b7c9-3acfe059a0ee",
    object: { type: "live", id: STREAM_ID },
    status: "Updated",
    data: { ...SIMULCAST_TARGET, streamId: STREAM_ID, isEnabled: false },
    createdAt: "2026-06-03T17:37:02.144Z",
  },
} as const satisfies Record<keyof typeof SIMULCAST_TYPES, Sample>;
