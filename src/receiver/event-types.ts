import type { EventType } from "./events.ts";

/** Other spellings of a type that the provider's own documents and SDKs use. */
const ALIASES: { readonly [Type in EventType]?: readonly string[] } = {
  "video.mediaAI.namedEntities.ready": ["video.mediaAI.named-entities.ready"],
  "video.media.subtitle.generated.ready": ["video.media.subtitle.generated"],
};

/** Every type there is a row for in `DataByType`; the compiler misses none. */
const TYPES: Readonly<Record<EventType, true>> = {
  "video.media.created": true,
  "video.media.upload": true,
  "video.upload.media_created": true,
  "video.media.ready": true,
  "video.media.failed": true,
  "video.media.deleted": true,
  "video.media.updated": true,
  "video.media.live_stream.created": true,
  "video.media.intro.ready": true,
  "video.media.outro.ready": true,
  "video.media.expunge.ready": true,
  "video.media.splicing.ready": true,
  "video.media.imposeAudio.ready": true,
  "video.media.swapAudio.ready": true,
  "video.media.watermark.ready": true,
  "video.media.optimize_audio.ready": true,
  "video.media.mp4Support.ready": true,
  "video.media.subtitle.generated.ready": true,
  "video.media.track.created": true,
  "video.media.track.ready": true,
  "video.media.track.failed": true,
  "video.mediaAI.chapters.ready": true,
  "video.mediaAI.namedEntities.ready": true,
  "video.mediaAI.summary.ready": true,
  "video.mediaAI.moderation.ready": true,
  "video.live_stream.created": true,
  "video.live_stream.preparing": true,
  "video.live_stream.connected": true,
  "video.live_stream.recording": true,
  "video.live_stream.active": true,
  "video.live_stream.disconnected": true,
  "video.live_stream.idle": true,
  "video.live_stream.updated": true,
  "video.live_stream.deleted": true,
  "video.live_stream.simulcast_target.created": true,
  "video.live_stream.simulcast_target.deleted": true,
  "video.live_stream.simulcast_target.updated": true,
  "video.media.upload.cancelled": true,
  "video.media.source.ready": true,
  "video.media.source.deleted": true,
  "video.upload.created": true,
  "video.media.track.updated": true,
  "video.media.track.deleted": true,
  "video.live_stream.disabled": true,
};

/** The event types that are known here, in the catalogue's spelling. */
export const EVENT_TYPES: readonly EventType[] = Object.keys(TYPES).filter(isEventType);

const bySpelling = indexOfSpellings();

/** The type that a received one means: case does not count, aliases lead to the type they stand for. */
export function knownTypeOf(received: string): EventType | undefined {
  const exact = bySpelling.get(received.toLowerCase());
  if (exact) return exact;
  const ai = /^video\.media\.ai\.([^.]+)\.ready$/i.exec(received);
  return ai ? bySpelling.get(`video.mediaai.${ai[1]}.ready`.toLowerCase()) : undefined;
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(TYPES, type);
}

function indexOfSpellings(): ReadonlyMap<string, EventType> {
  const index = new Map<string, EventType>();
  for (const type of EVENT_TYPES) {
    for (const spelling of [type, ...(ALIASES[type] ?? [])]) index.set(spelling.toLowerCase(), type);
  }
  return index;
}
