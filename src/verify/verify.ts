import { concatBytes, toUtf8 } from "../platform/bytes.ts";
import type { Instant } from "../platform/clock.ts";
import { decodeSignature } from "./decode-signature.ts";
import type { Claim, Scheme } from "./schemes.ts";
import type { Verification } from "./verification.ts";

/** What is checked: the body as it came over the wire. */
export interface SignedRequest {
  headers: Headers;
  body: Uint8Array;
}

/** What it is checked with. */
export interface Keyring {
  /** All secrets in force; while one replaces another, either may have signed. */
  secrets: readonly VerifyingSecret[];
  /** Asked only after a mismatch: the same secrets, taken as keys without being decoded. */
  undecodedKeys?: () => Promise<readonly CryptoKey[]>;
  now: Instant;
}

export interface VerifyingSecret {
  id: string;
  key: CryptoKey;
}

/**
 * Checks who sent a request, and that nobody changed its body. Reads nothing of the body's content.
 * The comparison is WebCrypto's own and takes the same time wherever two signatures differ.
 */
export async function verify(
  scheme: Scheme,
  request: SignedRequest,
  keyring: Keyring,
): Promise<Verification> {
  const { header } = scheme;
  const value = request.headers.get(header);
  if (!value) return { result: "missing", header };

  const claim = scheme.readClaim(value, request.headers);
  if (claim.result === "malformed") return { result: "malformed", header, why: claim.why };
  const signatures: Uint8Array[] = [];
  for (const text of claim.signatures) {
    const decoded = decodeSignature(text, scheme.signatureEncoding);
    if (typeof decoded === "string") return { result: "malformed", header, why: decoded };
    signatures.push(decoded);
  }

  const skewSeconds = skewOf(claim, keyring.now);
  if (scheme.toleranceSeconds !== null && Math.abs(skewSeconds) > scheme.toleranceSeconds) {
    return { result: "outside-tolerance", skewSeconds };
  }
  if (keyring.secrets.length === 0) return { result: "no-secret" };

  const signed = claim.prefix === "" ? request.body : concatBytes(toUtf8(claim.prefix), request.body);
  for (const { id, key } of keyring.secrets) {
    if (await matchesAny(key, signatures, signed)) return { result: "verified", secretId: id };
  }
  for (const key of (await keyring.undecodedKeys?.()) ?? []) {
    if (await matchesAny(key, signatures, signed)) {
      return { result: "mismatch", hint: "matches-with-undecoded-secret" };
    }
  }
  return { result: "mismatch" };
}

function skewOf(claim: Claim & { result: "claimed" }, now: Instant): number {
  return claim.timestampSeconds === null ? 0 : claim.timestampSeconds - Math.floor(now / 1000);
}

async function matchesAny(
  key: CryptoKey,
  signatures: readonly Uint8Array[],
  signed: Uint8Array,
): Promise<boolean> {
  for (const signature of signatures) {
    if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
  }
  return false;
}
