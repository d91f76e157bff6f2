import type { EventTypeRow } from "./row.ts";

/** Spelling is the provider's own: camel case and snake case side by side. */
export const MEDIA_TYPES = {
  "video.media.created": {
    categories: ["media"],
    description: "A media was created from a URL that the platform fetched.",
    useCase: "List the media as in progress.",
    rank: 1,
  },
  "video.media.upload": {
    categories: ["media"],
    description: "Somebody asked for an upload URL: a direct upload may begin.",
    useCase: "See which users start to upload.",
    rank: 0,
  },
  "video.upload.media_created": {
    categories: ["media"],
    description: "A direct upload is complete and has become a media.",
    useCase: "Tie the media to the upload that it came from.",
    rank: 1,
  },
  "video.media.ready": {
    categories: ["media"],
    description: "The media can be played, whether video or audio, uploaded or fetched.",
    useCase: "Publish it with its playback id.",
    rank: 3,
    requires: ["video.media.created", "video.upload.media_created", "video.media.live_stream.created"],
  },
  "video.media.failed": {
    categories: ["media"],
    description: "The media could not be processed, for instance because its URL cannot be read.",
    useCase: "Tell the uploader and look for the cause.",
    rank: 3,
    requires: ["video.media.created", "video.upload.media_created", "video.media.live_stream.created"],
  },
  "video.media.deleted": {
    categories: ["media"],
    description: "The media no longer exists.",
    useCase: "Remove every reference to it.",
    rank: 9,
  },
  "video.media.updated": {
    categories: ["media"],
    description: "Something about the media was changed.",
    useCase: "Refresh a local copy.",
  },
  "video.media.live_stream.created": {
    categories: ["media", "live_stream"],
    description: "The recording of a live stream has become a media with a manifest and a playback id.",
    useCase: "Offer the recording after the broadcast.",
    rank: 1,
  },
} as const satisfies Record<string, EventTypeRow>;
