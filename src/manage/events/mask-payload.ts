import { parsePointer, valueAt } from "../../platform/json-pointer.ts";

/** What stands in the place of a masked value. */
const MASK = "***";

/** Keys whose values are credentials wherever FastPix puts them: live streams, simulcast targets, SRT playback. */
const SECRET_KEYS: ReadonlySet<string> = new Set(["streamkey", "srtsecret", "srtplaybacksecret"]);

/** Events of direct uploads, whatever the provider calls them, hold the signed URL that takes the file. */
const UPLOAD_TYPE = /(?:^|\.)upload(?:\.|$)/i;
const UPLOAD_URL = "/data/url";

/** Deeper than this no payload of a provider goes, and a hostile one costs no stack. */
const MAX_DEPTH = 64;

/**
 * The payload as it may be shown: credentials and whatever the source's `redact` points at are masked.
 * @param payload parsed JSON of this call's own: masked in place.
 */
export function maskPayload(payload: unknown, type: string, redact: readonly string[]): unknown {
  maskKeys(payload, 0);
  if (UPLOAD_TYPE.test(type)) maskPointer(payload, UPLOAD_URL);
  for (const pointer of redact) maskPointer(payload, pointer);
  return payload;
}

function maskKeys(value: unknown, depth: number): void {
  if (!isContainer(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isSecretName(key) && isShown(inner)) Reflect.set(value, key, MASK);
    else if (depth >= MAX_DEPTH && isContainer(inner)) Reflect.set(value, key, MASK);
    else maskKeys(inner, depth + 1);
  }
}

function maskPointer(payload: unknown, pointer: string): void {
  const path = parsePointer(pointer);
  const name = path.at(-1);
  const parent = valueAt(payload, path.slice(0, -1));
  if (name === undefined || !isContainer(parent) || !Object.hasOwn(parent, name)) return;
  if (isShown(Reflect.get(parent, name))) Reflect.set(parent, name, MASK);
}

// Another spelling of the same name is no less a credential: stream_key, StreamKey.
function isSecretName(key: string): boolean {
  return SECRET_KEYS.has(key.replaceAll(/[_-]/g, "").toLowerCase());
}

// Absent stays absent: that there is no key is worth seeing.
function isShown(value: unknown): boolean {
  return value !== null && value !== "";
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
