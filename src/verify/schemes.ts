import type { MalformedWhy } from "./verification.ts";

/** How one provider signs: a row of data. Another provider with an HMAC-SHA256 signature is another row. */
export interface Scheme {
  /** Name of the header that carries the signature. */
  header: string;
  /** Takes the header's value apart. */
  readClaim(value: string, headers: Headers): Claim;
  /** What a secret's text is to the key: base64 of its bytes, or the bytes themselves. */
  keyEncoding: "base64" | "text";
  signatureEncoding: "base64" | "hex";
  /** How far the signed timestamp may be from our clock, either way; null where none is signed. */
  toleranceSeconds: number | null;
}

/** What the headers claim about the body. */
export type Claim =
  | {
      result: "claimed";
      /** As written; any one of them has to match. */
      signatures: readonly string[];
      /** What is signed in front of the body. */
      prefix: string;
      timestampSeconds: number | null;
    }
  | { result: "malformed"; why: MalformedWhy };

export const SCHEMES = {
  // One bare value over the raw body, no timestamp: dedupe on the event's id is the only defence against replays.
  fastpix: {
    header: "fastpix-signature",
    readClaim: readBareValue,
    keyEncoding: "base64",
    signatureEncoding: "base64",
    toleranceSeconds: null,
  },
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof SCHEMES;

function readBareValue(value: string): Claim {
  // A header that was sent twice reaches us joined by a comma, which no signature contains.
  if (value.includes(",")) return { result: "malformed", why: "several-values" };
  return { result: "claimed", signatures: [value], prefix: "", timestampSeconds: null };
}
