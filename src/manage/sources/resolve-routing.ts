import { Problem } from "../../platform/problem.ts";
import type { SourceRouting } from "../../record/sources.sql.ts";
import { findTenant } from "../../record/tenants.sql.ts";

/** Brings a fixed tenant, named by id or uid, to its id. @throws Problem `invalid` where there is none. */
export async function resolveRouting(deps: { db: D1Database }, routing: SourceRouting): Promise<SourceRouting> {
  if ("pointer" in routing) return routing;
  const tenant = await findTenant(deps.db, routing.tenant);
  if (tenant?.status === "active") return { tenant: tenant.id };
  const message = "There is no tenant with this id or uid.";
  throw new Problem("invalid", message, { errors: [{ pointer: "/routing/tenant", message }] });
}
