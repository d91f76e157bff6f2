import { fromUtf8 } from "../platform/bytes.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/** A verified body as JSON. Nothing is known yet of what its fields hold. */
export type Payload = Readonly<Record<string, unknown>>;

export type PayloadRead =
  /** @param text the body's text, byte order mark included. */
  | { result: "object"; payload: Payload; text: string }
  | { result: "not-json"; why: "not-utf8" | "syntax" }
  | { result: "not-an-event"; why: string };

/** Reads a body as JSON, once. The bytes themselves stay as they are and go on unchanged. */
export function readPayload(body: Uint8Array): PayloadRead {
  const text = fromUtf8(body);
  if (text === undefined) return { result: "not-json", why: "not-utf8" };
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    return { result: "not-json", why: "syntax" };
  }
  return isPayload(value)
    ? { result: "object", payload: value, text }
    : { result: "not-an-event", why: "it is not a JSON object" };
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
