import { fromUtf8 } from "../../platform/bytes.ts";
import type { Instant } from "../../platform/clock.ts";
import { SCHEMES } from "../../verify/schemes.ts";
import type { Payload } from "../payload.ts";
import { valueAt } from "../../platform/json-pointer.ts";
import { fastpixStream } from "./fastpix-stream.ts";
import { type EventRead, MAX_NAME_CHARS, type Provider } from "./provider.ts";

/** A probe is empty or `{}`; room for the whitespace of a formatter. */
const MAX_PROBE_BYTES = 16;

// Older pages of the live stream documents spell it the second way.
const TIME_PATHS = [["createdAt"], ["created_at"]] as const;

/** FastPix: one signature over the raw body; a URL is only activated once its unsigned probe was answered. */
export const FASTPIX: Provider = {
  scheme: SCHEMES.fastpix,
  keptHeaders: ["user-agent", SCHEMES.fastpix.header],
  isProbe,
  readEvent,
};

function isProbe(body: Uint8Array): boolean {
  return body.byteLength <= MAX_PROBE_BYTES && /^\s*(?:\{\s*\})?\s*$/.test(fromUtf8(body) ?? "?");
}

function readEvent(payload: Payload): EventRead {
  const { id, type } = payload;
  if (typeof id !== "string" || typeof type !== "string" || id === "" || type === "")
    return { result: "ignored" };
  if (id.length > MAX_NAME_CHARS) return tooLong("id");
  if (type.length > MAX_NAME_CHARS) return tooLong("type");
  const stream = fastpixStream(payload, { id, type });
  return { result: "event", event: { id, type, stream, occurredAt: occurredAt(payload) } };
}

function tooLong(field: string): EventRead {
  return { result: "not-an-event", why: `"${field}" has more than ${MAX_NAME_CHARS} characters` };
}

function occurredAt(payload: Payload): Instant | null {
  for (const path of TIME_PATHS) {
    const text = valueAt(payload, path);
    // Milliseconds or nanoseconds: V8 reads both. Without the shape it would also read "1" as a date.
    const at = typeof text === "string" && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(at)) return at;
  }
  return null;
}
