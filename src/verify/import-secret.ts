import { fromCanonicalBase64, toUtf8 } from "../platform/bytes.ts";
import type { Scheme } from "./schemes.ts";

/**
 * The key that a saved secret stands for. Imported once and kept: an import costs as much as a check.
 * @throws Error when the text is not what `checkSecret` lets through.
 */
export async function importSecret(scheme: Scheme, secret: string): Promise<CryptoKey> {
  const bytes = scheme.keyEncoding === "base64" ? fromCanonicalBase64(secret) : toUtf8(secret);
  if (!bytes) throw new Error("a secret of this scheme is canonical base64");
  return importKey(bytes);
}

/** The key that a sender uses who takes the secret's text itself for the key. For diagnosis only. */
export function importUndecoded(secret: string): Promise<CryptoKey> {
  return importKey(toUtf8(secret));
}

function importKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}
