import type { EventTypeRow } from "./row.ts";

export const TRANSFORM_TYPES = {
  "video.media.intro.ready": {
    categories: ["transform"],
    description: "The media begins with its intro clip.",
    useCase: "Go on to the next step of the edit.",
    rank: 5,
  },
  "video.media.outro.ready": {
    categories: ["transform"],
    description: "The media ends with its outro clip.",
    useCase: "Go on to the next step of the edit.",
    rank: 5,
  },
  "video.media.expunge.ready": {
    categories: ["transform"],
    description: "The chosen segments are cut out of the media.",
    useCase: "Put the new cut in place of the old one.",
    rank: 5,
  },
  "video.media.splicing.ready": {
    categories: ["transform"],
    description: "Several segments are joined into one media.",
    useCase: "Publish the joined media.",
    rank: 5,
  },
  "video.media.imposeAudio.ready": {
    categories: ["transform"],
    description: "A second audio, such as music or narration, lies over the media.",
    useCase: "Publish the mix.",
    rank: 5,
  },
  "video.media.swapAudio.ready": {
    categories: ["transform"],
    description: "The media's audio is replaced by another one.",
    useCase: "Publish the dubbed version.",
    rank: 5,
  },
  "video.media.watermark.ready": {
    categories: ["transform"],
    description: "The media carries its watermark.",
    useCase: "Release the branded media.",
    rank: 5,
  },
  "video.media.optimize_audio.ready": {
    categories: ["transform"],
    description: "Loudness and noise of the media's audio are treated.",
    useCase: "Release the improved media.",
    rank: 5,
  },
  "video.media.mp4Support.ready": {
    categories: ["transform"],
    description: "An MP4 rendition of the media exists, for download or for old devices.",
    useCase: "Offer the download.",
    rank: 5,
  },
  "video.media.subtitle.generated.ready": {
    categories: ["transform"],
    description: "Subtitles were generated from what is spoken.",
    useCase: "Switch captions on.",
    aliases: ["video.media.subtitle.generated"],
    rank: 5,
  },
  "video.media.track.created": {
    categories: ["transform"],
    description: "An audio or subtitle track was added to the media.",
    useCase: "Show the track as in progress.",
    rank: 4,
  },
  "video.media.track.ready": {
    categories: ["transform"],
    description: "An added track can be played.",
    useCase: "Offer the track in the player.",
    rank: 5,
  },
  "video.media.track.failed": {
    categories: ["transform"],
    description: "An added track could not be processed.",
    useCase: "Alert somebody, or add the track again.",
    rank: 5,
  },
} as const satisfies Record<string, EventTypeRow>;
