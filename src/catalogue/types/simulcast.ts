import type { EventTypeRow } from "./row.ts";

export const SIMULCAST_TYPES = {
  "video.live_stream.simulcast_target.created": {
    categories: ["simulcast"],
    description: "A target was added to a live stream.",
    useCase: "List the target.",
  },
  "video.live_stream.simulcast_target.deleted": {
    categories: ["simulcast"],
    description: "A target was removed from a live stream.",
    useCase: "Take the target off the list.",
  },
  "video.live_stream.simulcast_target.updated": {
    categories: ["simulcast"],
    description: "A target of a live stream was changed.",
    useCase: "Refresh the target.",
  },
} as const satisfies Record<string, EventTypeRow>;
