import { sha256Hex } from "../../platform/digest.ts";
import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { insertKey, type TenantKey } from "../../record/keys.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { CreatedKeyView, KeyDraft } from "./key.schema.ts";
import { lastFour, newKeyText } from "./key-text.ts";
import { viewKey } from "./view-key.ts";

/** One for each system and person that works for a tenant, with room; a list that a person can oversee. */
const MAX_KEYS_PER_TENANT = 100;

/** Makes a key of the tenant; the answer is the only place where it ever stands. @throws Problem `conflict` */
export async function createKey(
  deps: Pick<ManageDeps, "db" | "clock">,
  tenantId: string,
  draft: KeyDraft,
): Promise<CreatedKeyView> {
  const text = newKeyText();
  const createdAt = deps.clock.now();
  const key: TenantKey = {
    tenantId,
    id: newId("key", createdAt),
    role: draft.role,
    name: draft.name ?? null,
    lastFour: lastFour(text),
    createdAt,
    lastUsedAt: null,
  };
  const inserted = await insertKey(deps.db, key, { hash: await sha256Hex(text), max: MAX_KEYS_PER_TENANT });
  if (!inserted) {
    throw new Problem("conflict", `A tenant has at most ${MAX_KEYS_PER_TENANT} keys: revoke one first.`);
  }
  return { ...viewKey(key), key: text };
}
