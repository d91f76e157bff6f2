import { fromUtf8 } from "../platform/bytes.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/** A body as JSON. Nothing is known yet of what its fields hold. */
export type Payload = Readonly<Record<string, unknown>>;

/** Reads a body for the filters on it; undefined where it is no JSON object. */
export function readPayload(body: Uint8Array | string): Payload | undefined {
  const text = typeof body === "string" ? body : fromUtf8(body);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
    return isPayload(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
