import { randomUUID } from "node:crypto";
import { isEventType, sampleOf } from "../../src/catalogue/catalogue.ts";

/** An event as the provider would send it. */
export interface FastpixEvent {
  /** The provider's own id of it. */
  id: string;
  type: string;
  /** `media:<id>` or `live:<id>`: the key that the router is expected to find. */
  stream: string;
  body: string;
}

export interface EventWish {
  type: string;
  /** Id of the media or the live stream. */
  of: string;
  id?: string;
  /** Goes where events of this type carry the customer's metadata; many types carry none. */
  metadata?: Readonly<Record<string, string>>;
  at?: Date;
}

/** Makes an event from the catalogue's sample, about the media or live stream of one's choice. */
export function fastpixEvent(wish: EventWish): FastpixEvent {
  const id = wish.id ?? randomUUID();
  const kind = wish.type.startsWith("video.live_stream.") ? "live" : "media";
  const event = isEventType(wish.type) ? fromSample(wish.type, wish.of) : bare(wish.of);
  const body = {
    ...event,
    id,
    type: wish.type,
    createdAt: (wish.at ?? new Date()).toISOString(),
    data: wish.metadata && "metadata" in event.data ? { ...event.data, metadata: wish.metadata } : event.data,
  };
  return { id, type: wish.type, stream: `${kind}:${wish.of}`, body: JSON.stringify(body) };
}

interface Envelope {
  object: { type: string; id: string };
  data: Record<string, unknown>;
}

/** The sample with the id of its media or live stream replaced wherever it stands. */
function fromSample(type: Parameters<typeof sampleOf>[0], of: string): Envelope {
  const text = JSON.stringify(sampleOf(type));
  const sample = JSON.parse(text) as Envelope;
  const known = typeof sample.data["streamId"] === "string" && type.startsWith("video.live_stream.");
  const old = known ? String(sample.data["streamId"]) : sample.object.id;
  return JSON.parse(text.replaceAll(old, of)) as Envelope;
}

/** An event of a type that no catalogue knows. */
function bare(of: string): Envelope {
  return { object: { type: "media", id: of }, data: { id: of, metadata: {} } };
}
