import { concatBytes, fromCanonicalBase64, fromUtf8, toBase64, toHex, toUtf8 } from "./bytes.ts";

const NONCE_BYTES = 12; // AES-GCM's own nonce length, NIST SP 800-38D
const KEY_BYTES = 32; // AES-256

/**
 * A secret at rest: `v1.KEYID.BASE64`, where the base64 holds nonce and ciphertext.
 * It opens only with the same key and for the same row.
 */
export type Sealed = string & { readonly sealed: unique symbol };

/** Seals and opens secrets with the operator's `ENCRYPTION_KEY`. */
export interface Sealer {
  /** @param row names where the secret lives (`source:src_...`): a sealed text moved to another row does not open. */
  seal(secret: string, row: string): Promise<Sealed>;
  /** @throws Error when the key, the row or the text is not the one it was sealed with. Never names the secret. */
  open(sealed: Sealed, row: string): Promise<string>;
}

/** @param encryptionKey base64 of 32 bytes. @throws Error with what to do when it is not. */
export function createSealer(encryptionKey: string): Sealer {
  const bytes = fromCanonicalBase64(encryptionKey);
  if (bytes?.length !== KEY_BYTES) {
    throw new Error("ENCRYPTION_KEY must be base64 of 32 random bytes: `openssl rand -base64 32` makes one");
  }
  const imported = importKey(bytes);
  return {
    async seal(secret, row) {
      const { id, key } = await imported;
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const algorithm = { name: "AES-GCM", iv, additionalData: toUtf8(row) };
      const cipher = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, toUtf8(secret)));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a sealed text is made
      return `v1.${id}.${toBase64(concatBytes(iv, cipher))}` as Sealed;
    },
    async open(sealed, row) {
      const { id, key } = await imported;
      const [version, sealedWith, text] = sealed.split(".");
      const whole = fromCanonicalBase64(text ?? "");
      if (version !== "v1" || !whole) throw new Error(`the sealed secret of ${row} is damaged`);
      if (sealedWith !== id) {
        throw new Error(`the secret of ${row} was sealed with key ${sealedWith}, ENCRYPTION_KEY is ${id}`);
      }
      const algorithm = { name: "AES-GCM", iv: whole.slice(0, NONCE_BYTES), additionalData: toUtf8(row) };
      const plain = await crypto.subtle.decrypt(algorithm, key, whole.slice(NONCE_BYTES));
      const secret = fromUtf8(new Uint8Array(plain));
      if (secret === undefined) throw new Error(`the sealed secret of ${row} is damaged`);
      return secret;
    },
  };
}

/** The id is a fingerprint: it tells which key sealed a text, and nothing about the key. */
async function importKey(bytes: Uint8Array): Promise<{ id: string; key: CryptoKey }> {
  const [key, digest] = await Promise.all([
    crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
    crypto.subtle.digest("SHA-256", bytes),
  ]);
  return { id: toHex(new Uint8Array(digest)).slice(0, 8), key };
}
