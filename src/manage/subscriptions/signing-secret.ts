import { toBase64 } from "../../platform/bytes.ts";

const SECRET_BYTES = 32; // Standard Webhooks asks for 24 to 64
const PREFIX = "whsec_"; // Standard Webhooks, spec/standard-webhooks.md "Signature scheme"

/** A fresh signing secret as it is stored: `whsec_` and base64. */
export function newSigningSecret(): string {
  return PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The secret as its tenant needs it: a FastPix handler decodes all of the text, so it gets no prefix. */
export function showSecret(secret: string, signature: "standard" | "fastpix"): string {
  return signature === "fastpix" ? secret.slice(PREFIX.length) : secret;
}
