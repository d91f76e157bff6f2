// What stands in `data`, as far as the provider has published it. Every field may be missing and there may be others:
// the provider adds some without notice, and documents few completely.

/** Any further field. */
interface Open {
  readonly [field: string]: unknown;
}

/** Where a media or a live stream is played. */
export interface PlaybackId extends Open {
  readonly id?: string;
  readonly accessPolicy?: string;
}

/** A video, audio or subtitle track. */
export interface Track extends Open {
  readonly id?: string;
  readonly type?: string;
  readonly url?: string;
  readonly status?: string;
  readonly languageCode?: string;
  readonly languageName?: string;
}

/** An on-demand media. */
export interface Media extends Open {
  readonly id?: string;
  readonly workspaceId?: string;
  readonly title?: string;
  readonly status?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly playbackIds?: readonly PlaybackId[];
  readonly tracks?: readonly Track[];
  readonly thumbnail?: string;
  /** `HH:MM:SS` */
  readonly duration?: string;
  readonly aspectRatio?: string;
  readonly maxResolution?: string;
  readonly isAudioOnly?: boolean;
  readonly subtitleAvailable?: boolean;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

/** The recording of a live stream. */
export interface Recording extends Media {
  /** The live stream that it comes from. */
  readonly streamId?: string;
}

/** A direct upload. */
export interface Upload extends Open {
  readonly uploadId?: string;
  readonly status?: string;
  readonly url?: string;
  /** Seconds. */
  readonly timeout?: number;
}

/** A watermark on a media; `object` of the event names the media. */
export interface Watermark extends Open {
  readonly id?: string;
  readonly type?: string;
  readonly url?: string;
}

/** Chapters of a media; `object` of the event names the media. */
export interface Chapters extends Open {
  readonly isChaptersGenerated?: boolean;
  readonly chapters?: readonly ({
    readonly chapter?: string;
    readonly startTime?: string;
    readonly endTime?: string;
    readonly title?: string;
    readonly summary?: string;
  } & Open)[];
}

/** Who and what is named in a media; `object` of the event names the media. */
export interface NamedEntities extends Open {
  readonly isNamedEntitiesGenerated?: boolean;
  readonly namedEntities?: readonly ({
    readonly entityName?: string;
    readonly category?: string;
    readonly count?: number;
  } & Open)[];
}

/** A summary of a media; `object` of the event names the media. */
export interface Summary extends Open {
  readonly isSummaryGenerated?: boolean;
  readonly summary?: string;
}

/** Moderation of a media; `object` of the event names the media. */
export interface Moderation extends Open {
  readonly isModerationGenerated?: boolean;
  readonly moderationResult?: readonly ({ readonly category?: string; readonly score?: number } & Open)[];
}

/** A live stream. */
export interface LiveStream extends Open {
  readonly streamId?: string;
  readonly status?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly playbackIds?: readonly PlaybackId[];
  /** Seconds. */
  readonly maxDuration?: number;
  /** Seconds. */
  readonly reconnectWindow?: number;
  readonly enableRecording?: boolean;
  readonly createdAt?: string;
}

/** A third-party target of a live stream. */
export interface SimulcastTarget extends Open {
  readonly simulcastId?: string;
  readonly streamId?: string;
  readonly url?: string;
  readonly isEnabled?: boolean;
}
