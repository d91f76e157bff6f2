import { concatBytes, fromCanonicalBase64, fromUtf8, toBase64, toHex, toUtf8 } from "./bytes.ts";
import type { Sealed } from "./sealed.ts";

const NONCE_BYTES = 12; // AES-GCM's own nonce length, NIST SP 800-38D
const KEY_BYTES = 32; // AES-256

/** Seals with the operator's `ENCRYPTION_KEY`, and opens what that key or the one before it has sealed. */
export interface Sealer {
  /** @param row names where the secret lives (`source:src_...`): a sealed text moved to another row does not open. */
  seal(secret: string, row: string): Promise<Sealed>;
  /** @throws Error when the key, the row or the text is not the one it was sealed with. Never names the secret. */
  open(sealed: Sealed, row: string): Promise<string>;
  /** The id of the key that seals, as it stands in what it has sealed. */
  keyId(): Promise<string>;
}

interface IdentifiedKey {
  /** A fingerprint: it tells which key sealed a text, and nothing about the key. */
  id: string;
  key: CryptoKey;
}

/**
 * @param encryptionKey base64 of 32 bytes.
 * @param oldKey the one before it, while secrets are left that it has sealed.
 * @throws Error with what to do when one is not.
 */
export function createSealer(encryptionKey: string, oldKey?: string): Sealer {
  const newest = importKey("ENCRYPTION_KEY", encryptionKey);
  const oldest = oldKey === undefined ? undefined : importKey("ENCRYPTION_KEY_OLD", oldKey);
  return {
    keyId: async () => (await newest).id,
    async seal(secret, row) {
      const { id, key } = await newest;
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const algorithm = { name: "AES-GCM", iv, additionalData: toUtf8(row) };
      const cipher = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, toUtf8(secret)));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a sealed text is made
      return `v1.${id}.${toBase64(concatBytes(iv, cipher))}` as Sealed;
    },
    async open(sealed, row) {
      const [version, sealedWith, text] = sealed.split(".");
      const whole = fromCanonicalBase64(text ?? "");
      if (version !== "v1" || !whole) throw new Error(`the sealed secret of ${row} is damaged`);
      const keys = [await newest, await oldest];
      const key = keys.find((known) => known?.id === sealedWith)?.key;
      if (!key) {
        const ids = keys.flatMap((known) => (known ? [known.id] : []));
        throw new Error(
          `the secret of ${row} was sealed with key ${sealedWith}, ENCRYPTION_KEY is ${ids.join(", OLD ")}`,
        );
      }
      const algorithm = { name: "AES-GCM", iv: whole.slice(0, NONCE_BYTES), additionalData: toUtf8(row) };
      const plain = await crypto.subtle.decrypt(algorithm, key, whole.slice(NONCE_BYTES));
      const secret = fromUtf8(new Uint8Array(plain));
      if (secret === undefined) throw new Error(`the sealed secret of ${row} is damaged`);
      return secret;
    },
  };
}

// Throws at once where the key has the wrong form, not when it is first used.
function importKey(name: string, text: string): Promise<IdentifiedKey> {
  const bytes = fromCanonicalBase64(text);
  if (bytes?.length !== KEY_BYTES) {
    throw new Error(`${name} must be base64 of 32 random bytes: \`openssl rand -base64 32\` makes one`);
  }
  return identify(bytes);
}

async function identify(bytes: Uint8Array): Promise<IdentifiedKey> {
  const [key, digest] = await Promise.all([
    crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
    crypto.subtle.digest("SHA-256", bytes),
  ]);
  return { id: toHex(new Uint8Array(digest)).slice(0, 8), key };
}
