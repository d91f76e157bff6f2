import { AI_TYPES } from "./types/ai.ts";
import { DOCUMENTED_TYPES } from "./types/documented.ts";
import { LIVE_STREAM_TYPES } from "./types/live-stream.ts";
import { MEDIA_TYPES } from "./types/media.ts";
import type { EventTypeRow } from "./types/row.ts";
import { SIMULCAST_TYPES } from "./types/simulcast.ts";
import { TRANSFORM_TYPES } from "./types/transform.ts";

/** The 37 types of the provider's own collection. */
export const EVENT_TYPES = {
  ...MEDIA_TYPES,
  ...TRANSFORM_TYPES,
  ...AI_TYPES,
  ...LIVE_STREAM_TYPES,
  ...SIMULCAST_TYPES,
} as const satisfies Record<string, EventTypeRow>;

/** One of the official types, in the provider's spelling. */
export type EventType = keyof typeof EVENT_TYPES;

/** A type that has a row: official, or documented elsewhere by the provider. */
export type CataloguedType = EventType | keyof typeof DOCUMENTED_TYPES;

/** Every row there is, by type. */
export const CATALOGUE: Readonly<Record<CataloguedType, EventTypeRow>> = {
  ...EVENT_TYPES,
  ...DOCUMENTED_TYPES,
};

/** Whether `type` is one of the official types, in exactly their spelling. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type);
}
