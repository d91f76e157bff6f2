import { fromCanonicalBase64 } from "../platform/bytes.ts";

const MAC_BYTES = 32; // HMAC-SHA256
/** Overlapping secrets make two. Each one costs a pass over the body for every secret. */
const MAX_SIGNATURES = 10;

/** A key of WebCrypto, under the name that every platform's types have for it. */
export type MacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The signatures of version v1 in a `webhook-signature` header; what is of another version or form is passed over. */
export function standardSignatures(header: string): Uint8Array[] {
  return header
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .flatMap((part) => macOf(part.slice("v1,".length)) ?? [])
    .slice(0, MAX_SIGNATURES);
}

/** The signature that this base64 spells, or undefined where it spells none. */
export function macOf(text: string): Uint8Array | undefined {
  const bytes = fromCanonicalBase64(text);
  return bytes?.length === MAC_BYTES ? bytes : undefined;
}

/** Whether one of the keys made one of the signatures. WebCrypto compares in constant time. */
export async function isSigned(
  content: Uint8Array,
  signatures: readonly Uint8Array[],
  keys: readonly MacKey[],
): Promise<boolean> {
  // Copies in buffers of their own: the types of WebCrypto refuse one that might be shared.
  const bytes = new Uint8Array(content);
  for (const key of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify("HMAC", key, new Uint8Array(signature), bytes)) return true;
    }
  }
  return false;
}
