import { isSameDigest, sha256Hex } from "../platform/digest.ts";
import type { Instant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { findHolder } from "./keys/find-holder.ts";

/** Who is asking. */
export type Principal =
  /** Holds the admin key: may do everything. */
  { kind: "operator" } | TenantPrincipal;

/** Holds a key of one tenant: sees that tenant only. `read` changes nothing. */
export interface TenantPrincipal {
  kind: "tenant";
  tenantId: string;
  /** The operator's own name for the tenant, or null. */
  tenantUid: string | null;
  role: "manage" | "read";
  /** The key's id, or `LINK_KEY_ID`. */
  keyId: string;
  /** To the hour; null where this is the key's first use. */
  lastUsedAt: Instant | null;
}

/** Stands for the key of somebody who came into the portal by a link. */
export const LINK_KEY_ID = "portal";

export interface AuthenticateDeps {
  adminKey: string;
  db: D1Database;
}

/** Who holds this key, or undefined where nobody does. Tells nothing by its time about how near a key came. */
export async function authenticate(
  key: string,
  { adminKey, db }: AuthenticateDeps,
): Promise<Principal | undefined> {
  // Digests have one length, so that the comparison does not tell the admin key's.
  const [digest, wanted] = await Promise.all([sha256Hex(key), sha256Hex(adminKey)]);
  if (isSameDigest(digest, wanted)) return { kind: "operator" };
  const holder = await findHolder(db, key);
  if (!holder) return undefined;
  const { tenantId, tenantUid, role, keyId, lastUsedAt } = holder;
  return { kind: "tenant", tenantId, tenantUid, role, keyId, lastUsedAt };
}

/** @throws Problem `forbidden` for everybody but the operator. */
export function requireOperator(principal: Principal): void {
  if (principal.kind === "operator") return;
  throw new Problem("forbidden", "Only the operator's admin key may do this.");
}

/** @throws Problem `forbidden` for a key that may only read. */
export function requireWriter(principal: Principal): void {
  if (principal.kind === "operator" || principal.role === "manage") return;
  throw new Problem("forbidden", "This key may only read. Use one with the role `manage`.");
}
