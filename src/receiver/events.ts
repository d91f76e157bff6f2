import type {
  Chapters,
  LiveStream,
  Media,
  Moderation,
  NamedEntities,
  Recording,
  SimulcastTarget,
  Summary,
  Track,
  Upload,
  Watermark,
} from "./payloads.ts";

/** What `data` is, by type of event. A test holds it against the router's catalogue. */
export interface DataByType {
  "video.media.created": Media;
  "video.media.upload": Upload;
  "video.upload.media_created": Upload;
  "video.media.ready": Media;
  "video.media.failed": Media;
  "video.media.deleted": Media;
  "video.media.updated": Media;
  "video.media.live_stream.created": Recording;
  "video.media.intro.ready": Media;
  "video.media.outro.ready": Media;
  "video.media.expunge.ready": Media;
  "video.media.splicing.ready": Media;
  "video.media.imposeAudio.ready": Media;
  "video.media.swapAudio.ready": Media;
  "video.media.watermark.ready": Watermark;
  "video.media.optimize_audio.ready": Media;
  "video.media.mp4Support.ready": Media;
  "video.media.subtitle.generated.ready": Media;
  "video.media.track.created": Track;
  "video.media.track.ready": Track;
  "video.media.track.failed": Track;
  "video.mediaAI.chapters.ready": Chapters;
  "video.mediaAI.namedEntities.ready": NamedEntities;
  "video.mediaAI.summary.ready": Summary;
  "video.mediaAI.moderation.ready": Moderation;
  "video.live_stream.created": LiveStream;
  "video.live_stream.preparing": LiveStream;
  "video.live_stream.connected": LiveStream;
  "video.live_stream.recording": LiveStream;
  "video.live_stream.active": LiveStream;
  "video.live_stream.disconnected": LiveStream;
  "video.live_stream.idle": LiveStream;
  "video.live_stream.updated": LiveStream;
  "video.live_stream.deleted": LiveStream;
  "video.live_stream.simulcast_target.created": SimulcastTarget;
  "video.live_stream.simulcast_target.deleted": SimulcastTarget;
  "video.live_stream.simulcast_target.updated": SimulcastTarget;
  "video.media.upload.cancelled": Upload;
  "video.media.source.ready": Media;
  "video.media.source.deleted": Media;
  "video.upload.created": Upload;
  "video.media.track.updated": Track;
  "video.media.track.deleted": Track;
  "video.live_stream.disabled": LiveStream;
}

/** An event type that is known here, in the catalogue's spelling. */
export type EventType = keyof DataByType;

/** What the provider puts around `data`. */
interface Envelope {
  /** The provider's id of the event; the router's own is the delivery's `id`. */
  readonly id: string;
  /** As the provider spelled it. */
  readonly type: string;
  /** What it is about. */
  readonly object?: { readonly type?: string; readonly id?: string };
  readonly workspace?: { readonly id?: string; readonly name?: string };
  readonly status?: string;
  readonly createdAt?: string;
}

/** An event of a known type. */
export interface KnownEvent<Type extends EventType = EventType> extends Envelope {
  readonly data: DataByType[Type];
}

/** An event of a type that is younger than this package. */
export interface UnknownEvent extends Envelope {
  readonly data: unknown;
}

/** The event with its type, so that a switch over `type` knows what `data` is. */
export type TypedEvent =
  | { [Type in EventType]: { type: Type; event: KnownEvent<Type> } }[EventType]
  | { type: "unknown"; event: UnknownEvent };
