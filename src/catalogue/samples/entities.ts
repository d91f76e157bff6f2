import type { JsonObject } from "./json.ts";

// One story runs through all samples: a media is uploaded, edited and analysed, and a live stream is broadcast
// and recorded. Every id is made up. What a real event carries as a secret says here that it is none.

export const WORKSPACE_ID = "7a5de1ee-2148-4894-b429-982e2147b871";
export const MEDIA_ID = "893e2194-8048-4002-879c-12d661178331";
export const RECORDING_ID = "be2f7c3a-a353-4a99-8883-74061d276d6b";
export const WATERMARK_ID = "d55d13ee-bd7a-49bd-ba11-fa7bd3e75773";
export const STREAM_ID = "0f77838e6f0448709509b33e30d0d1e7";
const SIMULCAST_ID = "8103987ddb2f4283aae6a7e267fbed2c";

const PLAYBACK_ID = "b0a7b04a-7530-4303-9372-2780aec981a0";
const LIVE_PLAYBACK_ID = "739f9921-19ec-48c5-b7f5-5d77fbfee9fb";
const OPEN_ACCESS = { defaultPolicy: "allow", allow: [], deny: [] } as const;

/** A media that can be played. */
export const MEDIA = {
  thumbnail: `https://images.fastpix.com/${PLAYBACK_ID}/thumbnail.png`,
  id: MEDIA_ID,
  workspaceId: WORKSPACE_ID,
  metadata: { tenant: "acme", course: "intro-to-geology" },
  mediaQuality: "standard",
  title: "Lecture 4: Rivers",
  maxResolution: "1080p",
  sourceResolution: "1080p",
  status: "Ready",
  sourceAccess: false,
  playbackIds: [
    {
      id: PLAYBACK_ID,
      accessPolicy: "public",
      accessRestrictions: { domains: OPEN_ACCESS, userAgents: OPEN_ACCESS },
    },
  ],
  tracks: [
    {
      id: "f15658d5-c8cf-40fc-bcc3-d55688cd6d90",
      type: "video",
      width: 1920,
      height: 1080,
      frameRate: "25.000",
      status: "available",
    },
    {
      id: "f49c05da-b85c-44e5-a2c2-b168575af723",
      type: "audio",
      status: "available",
      languageCode: "en",
      languageName: "English",
    },
  ],
  generatedSubtitles: [],
  isAudioOnly: false,
  subtitleAvailable: false,
  duration: "00:24:18",
  aspectRatio: "16:9",
  createdAt: "2026-06-02T08:15:04.218507Z",
  updatedAt: "2026-06-02T08:16:41.730112Z",
} as const satisfies JsonObject;

/** What the workspace was told to do with a direct upload; the signed URL is not a working one. */
export const UPLOAD = {
  uploadId: MEDIA_ID,
  trial: false,
  status: "waiting",
  url: "https://storage.example.com/uploads/lecture-4.mp4?signature=SAMPLE-NOT-A-SIGNATURE",
  timeout: 14400,
  corsOrigin: "*",
  pushMediaSettings: {
    playbackIds: [{ accessPolicy: "public" }],
    metadata: { tenant: "acme", course: "intro-to-geology" },
    mediaQuality: "standard",
    sourceAccess: false,
    optimizeAudio: false,
  },
} as const satisfies JsonObject;

/** An Italian audio track, added to the media. */
export const TRACK = {
  id: "6d26b6e9-02f9-40de-bfc4-9d24afda3214",
  type: "audio",
  url: "https://static.example.com/lecture-4-it.mp3",
  languageCode: "it",
  languageName: "Italian",
} as const satisfies JsonObject;

/** A third-party target of the live stream. */
export const SIMULCAST_TARGET = {
  simulcastId: SIMULCAST_ID,
  url: "rtmp://live.example.com/app/",
  streamKey: "SAMPLE-NOT-A-SIMULCAST-STREAM-KEY",
  isEnabled: true,
  metadata: { label: "Partner channel" },
} as const satisfies JsonObject;

/** A live stream between two broadcasts. */
export const LIVE_STREAM = {
  streamId: STREAM_ID,
  streamKey: "SAMPLE-NOT-A-STREAM-KEY-0f77838e6f0448709509b33e30d0d1e7",
  srtSecret: "SAMPLE-NOT-AN-SRT-SECRET",
  trial: false,
  status: "idle",
  maxResolution: "1080p",
  maxDuration: 28800,
  createdAt: "2026-06-03T17:30:12.904418Z",
  reconnectWindow: 60,
  enableRecording: true,
  enableDvrMode: false,
  mediaPolicy: "public",
  metadata: { tenant: "acme", show: "evening-news" },
  lowLatency: false,
  closedCaptions: false,
  playbackIds: [{ id: LIVE_PLAYBACK_ID, accessPolicy: "public" }],
  simulcastResponses: [],
  srtPlaybackResponse: {
    srtPlaybackStreamId: `play${STREAM_ID}`,
    srtPlaybackSecret: "SAMPLE-NOT-AN-SRT-PLAYBACK-SECRET",
  },
} as const satisfies JsonObject;
