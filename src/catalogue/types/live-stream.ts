import type { EventTypeRow } from "./row.ts";

/** `video.media.live_stream.created` belongs here too; its row stands with the media types. */
export const LIVE_STREAM_TYPES = {
  "video.live_stream.created": {
    categories: ["live_stream"],
    description: "A live stream exists and waits for an encoder with its stream key.",
    useCase: "Hand the stream key to the broadcaster.",
    rank: 0,
  },
  "video.live_stream.preparing": {
    categories: ["live_stream"],
    description: "A broadcast is being set up: inputs are checked, resources reserved.",
    useCase: "Show that it is about to start.",
    rank: 1,
  },
  "video.live_stream.connected": {
    categories: ["live_stream"],
    description: "An encoder is connected.",
    useCase: "Confirm the connection to the broadcaster.",
    rank: 2,
  },
  "video.live_stream.recording": {
    categories: ["live_stream"],
    description: "The broadcast is being recorded.",
    useCase: "Show the recording light.",
    rank: 3,
    requires: ["video.live_stream.connected"],
  },
  "video.live_stream.active": {
    categories: ["live_stream"],
    description: "The live stream is on air and can be watched.",
    useCase: "Notify the audience.",
    rank: 3,
    requires: ["video.live_stream.connected"],
  },
  "video.live_stream.disconnected": {
    categories: ["live_stream"],
    description: "The encoder is gone; within the reconnect window it may come back.",
    useCase: "Warn the broadcaster.",
    rank: 4,
    requires: ["video.live_stream.connected"],
  },
  "video.live_stream.idle": {
    categories: ["live_stream"],
    description: "Nothing is being broadcast.",
    useCase: "Show the channel as offline.",
    rank: 5,
  },
  "video.live_stream.updated": {
    categories: ["live_stream"],
    description: "The live stream's settings were changed, or its stream key was reset.",
    useCase: "Refresh the stored settings.",
  },
  "video.live_stream.deleted": {
    categories: ["live_stream"],
    description: "The live stream no longer exists.",
    useCase: "Remove the channel.",
    rank: 9,
  },
} as const satisfies Record<string, EventTypeRow>;
