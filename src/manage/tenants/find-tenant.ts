import { isSystemTenant } from "../../operational/system-tenant.ts";
import { Problem } from "../../platform/problem.ts";
import { findTenant, type Tenant } from "../../record/tenants.sql.ts";
import type { Principal } from "../principal.ts";

/** A tenant as the use cases take it: it knows where its record is. */
export type { Tenant } from "../../record/tenants.sql.ts";

/**
 * The tenant that a path names by id or uid: the one door to everything that belongs to a tenant.
 * A foreign tenant, one that is being erased and one that never was are the same to the outside.
 * @throws Problem `not_found`
 */
export async function tenantOf(
  deps: { db: D1Database },
  principal: Principal,
  idOrUid: string,
): Promise<Tenant> {
  const tenant = await findTenant(deps.db, idOrUid);
  if (!tenant || tenant.status !== "active" || !maySee(principal, tenant)) {
    throw new Problem("not_found", "There is no tenant with this id or uid.");
  }
  return tenant;
}

/**
 * The tenant that a body names by id or uid, as the one that events of a provider belong to. @param pointer where in the body. @throws Problem `invalid`
 */
export async function namedTenant(
  deps: { db: D1Database },
  { idOrUid, pointer }: { idOrUid: string; pointer: string },
): Promise<Tenant> {
  const tenant = await findTenant(deps.db, idOrUid);
  if (tenant?.status === "active" && !isSystemTenant(tenant)) return tenant;
  const message = tenant && isSystemTenant(tenant) ? ONLY_OWN : "There is no tenant with this id or uid.";
  throw new Problem("invalid", message, { errors: [{ pointer, message }] });
}

const ONLY_OWN = "The system tenant takes Hooklane's own events only.";

function maySee(principal: Principal, tenant: Tenant): boolean {
  switch (principal.kind) {
    case "operator":
      return true;
    case "tenant":
      return principal.tenantId === tenant.id;
  }
}
