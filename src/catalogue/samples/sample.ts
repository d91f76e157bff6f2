import type { JsonObject } from "./json.ts";

/** The part of a sample event that differs from type to type; samples.ts puts the envelope around it. */
export interface Sample {
  /** The event's own id. */
  id: string;
  object: { type: "media" | "live"; id: string };
  status: string;
  data: JsonObject;
  /** Real deliveries carry milliseconds or nanoseconds; the samples show both. */
  createdAt: string;
}
