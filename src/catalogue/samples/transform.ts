import type { TRANSFORM_TYPES } from "../types/transform.ts";
import { MEDIA, MEDIA_ID, TRACK, WATERMARK_ID } from "./entities.ts";
import type { Sample } from "./sample.ts";

/** `object` names the media throughout; for tracks and watermarks `data` is the track or the watermark. */
export const TRANSFORM_SAMPLES = {
  "video.media.intro.ready": {
    id: "47378190-96da-4dac-b2ff-5d2a386ecbe0",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, duration: "00:24:23" },
    createdAt: "2026-06-02T10:02:13.440Z",
  },
  "video.media.outro.ready": {
    id: "c241330b-01a9-471f-9e8a-774bcf36d58b",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, duration: "00:24:31" },
    createdAt: "2026-06-02T10:04:08.125Z",
  },
  "video.media.expunge.ready": {
    id: "6c307511-b2b9-437a-a8df-6ec4ce4a2bbd",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, duration: "00:21:55" },
    createdAt: "2026-06-02T10:07:46.902Z",
  },
  "video.media.splicing.ready": {
    id: "371ecd7b-27cd-4130-8722-9389571aa876",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, duration: "00:26:40" },
    createdAt: "2026-06-02T10:11:30.317Z",
  },
  "video.media.imposeAudio.ready": {
    id: "1a2a73ed-562b-4f79-8374-59eef50bea63",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: MEDIA,
    createdAt: "2026-06-02T10:15:02.668Z",
  },
  "video.media.swapAudio.ready": {
    id: "5be6128e-18c2-4797-a142-ea7d17be3111",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: MEDIA,
    createdAt: "2026-06-02T10:18:59.004Z",
  },
  "video.media.watermark.ready": {
    id: "43b7a3a6-9a8d-4a03-980d-7b71d8f56413",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      id: WATERMARK_ID,
      type: "watermark",
      url: "https://static.example.com/logo.png",
      placement: { xAlign: "right", xMargin: "2%", yAlign: "bottom", yMargin: "2%" },
      opacity: "80%",
    },
    createdAt: "2026-06-02T10:21:44.590Z",
  },
  "video.media.optimize_audio.ready": {
    id: "759cde66-bacf-43d0-8b1f-9163ce9ff57f",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: MEDIA,
    createdAt: "2026-06-02T10:25:17.233Z",
  },
  "video.media.mp4Support.ready": {
    id: "ec1b8ca1-f91e-4d4c-9ff4-9b7889463e85",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: { ...MEDIA, mp4Support: "capped_4k" },
    createdAt: "2026-06-02T10:28:36.819Z",
  },
  "video.media.subtitle.generated.ready": {
    id: "4b0dbb41-8d52-48f1-942c-3fe860e7a113",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: {
      ...MEDIA,
      generatedSubtitles: [{ languageCode: "en", languageName: "English" }],
      subtitleAvailable: true,
    },
    createdAt: "2026-06-02T08:21:09.074Z",
  },
  "video.media.track.created": {
    id: "e2acf72f-9e57-4f7a-a0ee-89aed453dd32",
    object: { type: "media", id: MEDIA_ID },
    status: "Created",
    data: TRACK,
    createdAt: "2026-06-02T10:31:50.466Z",
  },
  "video.media.track.ready": {
    id: "3139d32c-93cd-49bf-9c94-1cf0dc98d2c1",
    object: { type: "media", id: MEDIA_ID },
    status: "Ready",
    data: TRACK,
    createdAt: "2026-06-02T10:32:28.951Z",
  },
  "video.media.track.failed": {
    id: "a9488d99-0bbb-4599-91ce-5dd2b45ed1f0",
    object: { type: "media", id: MEDIA_ID },
    status: "Failed",
    data: TRACK,
    createdAt: "2026-06-02T10:32:29.107Z",
  },
} as const satisfies Record<keyof typeof TRANSFORM_TYPES, Sample>;
