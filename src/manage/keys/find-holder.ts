import { isSameDigest, sha256Hex } from "../../platform/digest.ts";
import { findKeyHolder, type KeyHolder } from "../../record/keys.sql.ts";
import { isKeyText } from "./key-text.ts";

/**
 * Whose key this is, or null. Asks the record every time, so that a revoked key ends with the answer to its
 * revocation; what has not the form of a key asks nobody.
 */
export async function findHolder(db: D1Database, key: string): Promise<KeyHolder | null> {
  if (!isKeyText(key)) return null;
  const hash = await sha256Hex(key);
  const holder = await findKeyHolder(db, hash);
  return holder && isSameDigest(holder.hash, hash) ? holder : null;
}
