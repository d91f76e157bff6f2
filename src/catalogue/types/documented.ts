import type { EventTypeRow } from "./row.ts";

/**
 * Types that the provider's OpenAPI document, SDKs or older pages name but its collection of webhooks does not.
 * They may arrive; nobody promises that they do.
 */
export const DOCUMENTED_TYPES = {
  "video.media.upload.cancelled": {
    categories: ["media"],
    description: "A direct upload was given up before it was complete.",
  },
  "video.media.source.ready": {
    categories: ["media"],
    description: "The media's original file can be downloaded.",
  },
  "video.media.source.deleted": {
    categories: ["media"],
    description: "The media's original file was removed.",
  },
  "video.upload.created": {
    categories: ["media"],
    description: "An upload was created. An older name from before `video.media.upload`.",
  },
  "video.media.track.updated": {
    categories: ["transform"],
    description: "A track of the media was changed.",
  },
  "video.media.track.deleted": {
    categories: ["transform"],
    description: "A track of the media was removed.",
  },
  "video.live_stream.disabled": {
    categories: ["live_stream"],
    description: "The live stream no longer takes broadcasts until it is enabled again.",
  },
} as const satisfies Record<string, EventTypeRow>;
