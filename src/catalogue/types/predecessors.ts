/**
 * The types that another one may require (`requires` of its row). A coordinator stores for every stream which of
 * them it has seen, as bits in this order: append at the end, never reorder or remove, 31 at most.
 */
export const PREDECESSORS = [
  "video.media.created",
  "video.upload.media_created",
  "video.media.live_stream.created",
  "video.live_stream.connected",
] as const;

/** A type that another one may require. */
export type Predecessor = (typeof PREDECESSORS)[number];
