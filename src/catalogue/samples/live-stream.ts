import type { LIVE_STREAM_TYPES } from "../types/live-stream.ts";
import { LIVE_STREAM, STREAM_ID } from "./entities.ts";
import type { Sample } from "./sample.ts";

export const LIVE_STREAM_SAMPLES = {
  "video.live_stream.created": {
    id: "ab9099a4-35a2-40ae-9af3-05535ec42e08",
    object: { type: "live", id: STREAM_ID },
    status: "Created",
    data: LIVE_STREAM,
    createdAt: "2026-06-03T17:30:12.960114205Z",
  },
  "video.live_stream.preparing": {
    id: "aefcfad8-efc8-4849-b3aa-7efe4458a885",
    object: { type: "live", id: STREAM_ID },
    status: "preparing",
    data: { ...LIVE_STREAM, status: "preparing" },
    createdAt: "2026-06-03T17:59:41.300Z",
  },
  "video.live_stream.connected": {
    id: "a28defe3-9bf0-4273-9247-6f57a5e5a5ab",
    object: { type: "live", id: STREAM_ID },
    status: "connected",
    data: { ...LIVE_STREAM, status: "connected" },
    createdAt: "2026-06-03T17:59:44.812Z",
  },
  "video.live_stream.recording": {
    id: "3eabedcb-baa8-4dd4-88bd-64072bcfbe01",
    object: { type: "live", id: STREAM_ID },
    status: "recording",
    data: { ...LIVE_STREAM, status: "recording" },
    createdAt: "2026-06-03T17:59:46.045Z",
  },
  "video.live_stream.active": {
    id: "451b4cf3-6123-4df7-b656-af7229d4beef",
    object: { type: "live", id: STREAM_ID },
    status: "active",
    data: { ...LIVE_STREAM, status: "active" },
    createdAt: "2026-06-03T17:59:46.733Z",
  },
  "video.live_stream.disconnected": {
    id: "b02b61c4-a3d7-4628-ace6-6fa2fd5166e6",
    object: { type: "live", id: STREAM_ID },
    status: "disconnected",
    data: { ...LIVE_STREAM, status: "disconnected" },
    createdAt: "2026-06-03T18:29:54.218Z",
  },
  "video.live_stream.idle": {
    id: "5304317f-af42-412f-b838-b3268e944239",
    object: { type: "live", id: STREAM_ID },
    status: "idle",
    data: LIVE_STREAM,
    createdAt: "2026-06-03T18:30:54.229Z",
  },
  "video.live_stream.updated": {
    id: "0e51f30d-c6a7-4e39-84b0-32ccd7c524a5",
    object: { type: "live", id: STREAM_ID },
    status: "idle",
    data: { ...LIVE_STREAM, reconnectWindow: 120 },
    createdAt: "2026-06-03T17:41:30.550Z",
  },
  "video.live_stream.deleted": {
    id: "ce177b4e-0837-48a3-9261-a7ab3aa2e4f9",
    object: { type: "live", id: STREAM_ID },
    status: "Deleted",
    data: LIVE_STREAM,
    createdAt: "2026-07-01T07:00:03.881Z",
  },
} as const satisfies Record<keyof typeof LIVE_STREAM_TYPES, Sample>;
