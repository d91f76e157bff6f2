import { fromCanonicalBase64 } from "../platform/bytes.ts";
import { Opened } from "../platform/opened.ts";
import type { Sealer } from "../platform/seal.ts";
import type { Sealed } from "../platform/sealed.ts";

const SECRET_PREFIX = "whsec_"; // Standard Webhooks, spec/standard-webhooks.md "Signature scheme"
const MAX_CACHED_KEYS = 2_000; // about 1 KB each: an isolate has 128 MB

/** Opens a subscription's sealed secrets and keeps the imported keys for as long as the isolate lives. */
export interface SigningKeys {
  /** @throws Error when the secret cannot be opened or has the wrong form. */
  keyOf(sealed: Sealed, subscriptionId: string): Promise<CryptoKey>;
}

export function createSigningKeys(sealer: Sealer): SigningKeys {
  const keys = new Opened<CryptoKey>(MAX_CACHED_KEYS);
  return {
    keyOf: (sealed, subscriptionId) =>
      keys.get(sealed, () => sealer.open(sealed, `subscription:${subscriptionId}`).then(importSecret)),
  };
}

async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = secret.startsWith(SECRET_PREFIX)
    ? fromCanonicalBase64(secret.slice(SECRET_PREFIX.length))
    : undefined;
  if (!bytes || bytes.length === 0) throw new Error("a signing secret is whsec_ and canonical base64");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
