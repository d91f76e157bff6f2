import type { EventTypeRow } from "./row.ts";

/** Each of these is also known as `video.media.ai.<name>.ready`: a rule of classify.ts, not a row. */
export const AI_TYPES = {
  "video.mediaAI.chapters.ready": {
    categories: ["ai"],
    description: "The media is divided into chapters with start times, titles and summaries.",
    useCase: "Show chapter marks in the player.",
    rank: 5,
  },
  "video.mediaAI.namedEntities.ready": {
    categories: ["ai"],
    description: "People, organisations and places that occur in the media are named.",
    useCase: "Feed tags and search.",
    aliases: ["video.mediaAI.named-entities.ready"],
    rank: 5,
  },
  "video.mediaAI.summary.ready": {
    categories: ["ai"],
    description: "A summary of the media is written.",
    useCase: "Show it as the abstract.",
    rank: 5,
  },
  "video.mediaAI.moderation.ready": {
    categories: ["ai"],
    description: "The media was checked for unwanted content, with a score per kind.",
    useCase: "Hold the media back, or release it.",
    rank: 5,
  },
} as const satisfies Record<string, EventTypeRow>;
