import { fromCanonicalBase64 } from "../platform/bytes.ts";
import type { Scheme } from "./schemes.ts";
import type { MalformedWhy } from "./verification.ts";

const MAC_BYTES = 32; // HMAC-SHA256
const BASE64_CHARS = 44;
const HEX_CHARS = 64;

/** The bytes of a signature, or why the text is none. Base64 has to be spelled in its one canonical way. */
export function decodeSignature(
  text: string,
  encoding: Scheme["signatureEncoding"],
): Uint8Array | MalformedWhy {
  switch (encoding) {
    case "base64": {
      if (text.length !== BASE64_CHARS) return "wrong-length";
      const bytes = fromCanonicalBase64(text);
      if (!bytes) return "not-base64";
      // 31 and 33 bytes are spelled with 44 characters as well; the padding tells them apart.
      return bytes.length === MAC_BYTES ? bytes : "wrong-length";
    }
    case "hex":
      if (text.length !== HEX_CHARS) return "wrong-length";
      return fromHex(text) ?? "not-hex";
    default:
      return encoding satisfies never;
  }
}

function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
