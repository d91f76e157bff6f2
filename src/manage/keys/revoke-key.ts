import { Problem } from "../../platform/problem.ts";
import { removeKey } from "../../record/keys.sql.ts";

/** Ends a key: the next request with it is nobody's. @throws Problem `not_found` */
export async function revokeKey(deps: { db: D1Database }, tenantId: string, keyId: string): Promise<void> {
  if (await removeKey(deps.db, tenantId, keyId)) return;
  throw new Problem("not_found", "This tenant has no key with this id.");
}
