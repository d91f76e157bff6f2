import type { SourceRouting } from "../../record/sources.sql.ts";
import { namedTenant } from "../tenants/find-tenant.ts";

/** Brings a fixed tenant, named by id or uid, to its id. @throws Problem `invalid` where there is none. */
export async function resolveRouting(
  deps: { db: D1Database },
  routing: SourceRouting,
): Promise<SourceRouting> {
  if ("pointer" in routing) return routing;
  const { id } = await namedTenant(deps, { idOrUid: routing.tenant, pointer: "/routing/tenant" });
  return { tenant: id };
}
