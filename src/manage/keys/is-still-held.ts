import { isKeyThere } from "../../record/keys.sql.ts";
import { findTenant } from "../../record/tenants.sql.ts";
import { LINK_KEY_ID, type TenantPrincipal } from "../principal.ts";

/**
 * Whether what let somebody in would do so still: the key is not revoked, and the tenant is there. One read by
 * primary key, so that a session can ask with every request and ends with the answer to the revocation.
 */
export async function isStillHeld(
  { db }: { db: D1Database },
  { tenantId, keyId }: TenantPrincipal,
): Promise<boolean> {
  if (keyId !== LINK_KEY_ID) return isKeyThere(db, tenantId, keyId);
  return (await findTenant(db, tenantId))?.status === "active";
}
