import { fromCanonicalBase64 } from "../platform/bytes.ts";
import type { MacKey } from "./signatures.ts";

const PREFIX = "whsec_";
/** A shorter key can be guessed. FastPix's own secrets and those of Standard Webhooks are longer. */
const MIN_SECRET_BYTES = 16;
/** Imported keys, by their secret: an import costs as much as a verification. */
const MAX_KEPT_KEYS = 100;

const kept = new Map<string, Promise<MacKey>>();

/**
 * The keys of one or several secrets, with or without `whsec_`.
 * @throws TypeError where there is none, or one has the wrong form; never says what it is
 */
export function keysOf(secrets: string | readonly string[]): Promise<MacKey[]> {
  const list = typeof secrets === "string" ? [secrets] : secrets;
  if (list.length === 0) throw new TypeError("secrets is empty: nothing could be verified");
  return Promise.all(list.map(keyOf));
}

function keyOf(secret: string): Promise<MacKey> {
  const known = kept.get(secret);
  if (known) return known;
  const bytes = fromCanonicalBase64(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (!bytes || bytes.length < MIN_SECRET_BYTES) {
    throw new TypeError("a secret is whsec_ and base64, copied whole, without spaces");
  }
  const key = crypto.subtle.importKey(
    "raw",
    new Uint8Array(bytes),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  if (kept.size >= MAX_KEPT_KEYS) kept.clear();
  kept.set(secret, key);
  return key;
}
