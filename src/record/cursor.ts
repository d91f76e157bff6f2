import { fromCanonicalBase64, fromUtf8, toBase64, toUtf8 } from "../platform/bytes.ts";

/** Every list that can be paged. A cursor of one list does not open another. */
export type ListName =
  | "event-types"
  | "categories"
  | "tenants"
  | "erasures"
  | "sources"
  | "keys"
  | "subscriptions"
  | "events"
  | "deliveries"
  | "unrouted"
  | "replays"
  | "rejections"
  | "streams"
  | "stream-events"
  | "coordinators";

/** The key of an item in its list's order: one part, or two where an item stands inside another. */
export type CursorKey = readonly [string, ...string[]];

const MAX_CURSOR_CHARS = 512; // far above any key of ours; what is longer was not made here

/** Spells the key of the last item that was shown, so that the next page begins behind it. */
export function encodeCursor(list: ListName, key: CursorKey): string {
  const text = toBase64(toUtf8(JSON.stringify([list, ...key])));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The key inside a cursor, or undefined where the text is no cursor of this list. */
export function decodeCursor(list: ListName, cursor: string): CursorKey | undefined {
  if (cursor.length > MAX_CURSOR_CHARS) return undefined;
  const base64 = cursor.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = fromCanonicalBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
  const parts = bytes && parseStrings(fromUtf8(bytes));
  if (!parts) return undefined;
  const [name, first, ...rest] = parts;
  if (name !== list || first === undefined) return undefined;
  return [first, ...rest];
}

function parseStrings(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((part) => typeof part === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}
