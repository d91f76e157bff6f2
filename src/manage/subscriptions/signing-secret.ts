import { fromCanonicalBase64, toBase64 } from "../../platform/bytes.ts";

const SECRET_BYTES = 32; // Standard Webhooks asks for 24 to 64
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const PREFIX = "whsec_"; // Standard Webhooks, spec/standard-webhooks.md "Signature scheme"

type Signature = "standard" | "fastpix";

/** A fresh signing secret as it is stored: `whsec_` and base64. */
export function newSigningSecret(): string {
  return PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The secret as its tenant needs it: a FastPix handler decodes all of the text, so it gets no prefix. */
export function showSecret(secret: string, signature: Signature): string {
  return signature === "fastpix" ? secret.slice(PREFIX.length) : secret;
}

/**
 * A tenant's own secret as it is stored; undefined where it is none. Beside `whsec_` and base64, a subscription
 * that signs like FastPix takes the bare base64 in which it shows its secrets.
 */
export function readSigningSecret(text: string, signature: Signature): string | undefined {
  const hasPrefix = text.startsWith(PREFIX);
  if (!hasPrefix && signature !== "fastpix") return undefined;
  const base64 = hasPrefix ? text.slice(PREFIX.length) : text;
  const length = fromCanonicalBase64(base64)?.length ?? 0;
  return length >= MIN_SECRET_BYTES && length <= MAX_SECRET_BYTES ? PREFIX + base64 : undefined;
}
