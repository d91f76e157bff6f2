import { type Category, classify } from "../../catalogue/catalogue.ts";
import type { Payload } from "../payload.ts";
import { type PointerPath, valueAt } from "../../platform/json-pointer.ts";
import { MAX_NAME_CHARS } from "./provider.ts";

/** A kind of stream, with the places where its id stands: the first that holds one counts. */
interface StreamKind {
  kind: "media" | "live" | "other";
  idPaths: readonly PointerPath[];
}

// `object.id` goes before `data.id`: for tracks, watermarks and analyses `data` is the output, not the media.
const MEDIA: StreamKind = {
  kind: "media",
  idPaths: [
    ["object", "id"],
    ["data", "id"],
  ],
};

// A direct upload and the media that it becomes share one id.
const UPLOAD: StreamKind = {
  kind: "media",
  idPaths: [
    ["object", "id"],
    ["data", "uploadId"],
    ["data", "id"],
  ],
};

const LIVE: StreamKind = {
  kind: "live",
  idPaths: [
    ["data", "streamId"],
    ["object", "id"],
    ["data", "id"],
  ],
};

const BY_CATEGORY: Readonly<Record<Category, StreamKind>> = {
  media: MEDIA,
  transform: MEDIA,
  ai: MEDIA,
  live_stream: LIVE,
  simulcast: LIVE,
  other: { ...MEDIA, kind: "other" },
};

/**
 * The stream key of a FastPix event. Its kind comes from the type, because `object.type` has several spellings.
 * An event that names nothing is a stream of its own.
 */
export function fastpixStream(payload: Payload, event: { id: string; type: string }): string {
  const { kind, idPaths } = streamKindOf(event.type);
  for (const path of idPaths) {
    const id = valueAt(payload, path);
    if (typeof id === "string" && id !== "" && id.length <= MAX_NAME_CHARS) return `${kind}:${id}`;
  }
  return `event:${event.id}`;
}

function streamKindOf(type: string): StreamKind {
  const { canonical, categories } = classify(type);
  const isUpload = /^video\.(?:media\.upload(?:\.|$)|upload\.)/i.test(canonical);
  return isUpload ? UPLOAD : BY_CATEGORY[categories[0]];
}
