import { concatBytes, toBase64, toUtf8 } from "../platform/bytes.ts";

/** What is signed: the id is free of dots, so the three joined parts cannot be read in two ways. */
export interface Signable {
  id: string;
  /** Unix seconds of this attempt. */
  timestamp: number;
  body: Uint8Array;
}

/**
 * The `webhook-signature` header: one `v1,BASE64` per key, space-separated, newest key first.
 * HMAC-SHA256 over `id.timestamp.body`, on bytes: Standard Webhooks 1.0.0.
 */
export async function signStandard(signable: Signable, keys: readonly CryptoKey[]): Promise<string> {
  const content = concatBytes(toUtf8(`${signable.id}.${signable.timestamp}.`), signable.body);
  const signatures = await Promise.all(keys.map(async (key) => `v1,${await hmacBase64(key, content)}`));
  return signatures.join(" ");
}

/** The `fastpix-signature` header as FastPix makes it: bare base64 over the body, one value, no timestamp. */
export function signFastpix(body: Uint8Array, key: CryptoKey): Promise<string> {
  return hmacBase64(key, body);
}

async function hmacBase64(key: CryptoKey, content: Uint8Array): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)));
}
