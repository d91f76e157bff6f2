/** What every key of a tenant begins with, for secret scanners and people alike. */
const PREFIX = "hl_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 43 characters of 62 spell 256 bits. */
const SECRET_CHARS = 43;
/** 62^6 is more than 2^32, the sums that there are. */
const CHECKSUM_CHARS = 6;
/** The largest multiple of 62 in a byte: what lies above it would make some characters likelier. */
const FAIR_BYTES = 248;
const LAST_CHARS = 4;

const FORM = /^hl_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A fresh key: `hl_`, 256 bits of chance, and their checksum. */
export function newKeyText(): string {
  const secret = randomText(SECRET_CHARS);
  return PREFIX + secret + checksumOf(secret);
}

/**
 * Whether a text can be a key of ours. A mistyped or invented one is told apart without asking anybody.
 * Secret scanners match `hl_[0-9A-Za-z]{49}` and check the sum.
 */
export function isKeyText(text: string): boolean {
  const [, secret, checksum] = FORM.exec(text) ?? [];
  return secret !== undefined && checksumOf(secret) === checksum;
}

/** What is shown of a key so that a person recognises it. */
export function lastFour(key: string): string {
  return key.slice(-LAST_CHARS);
}

function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

/** CRC-32 (IEEE 802.3, reflected) in base 62, most significant character first. */
function checksumOf(text: string): string {
  let crc = 0xff_ff_ff_ff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  let rest = (crc ^ 0xff_ff_ff_ff) >>> 0;
  let spelt = "";
  for (let at = 0; at < CHECKSUM_CHARS; at++) {
    spelt = ALPHABET.charAt(rest % ALPHABET.length) + spelt;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return spelt;
}
