import { listTenants as readTenants } from "../../record/tenants.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { TenantView } from "./tenant.schema.ts";
import { viewTenant } from "./view-tenant.ts";

/** Newest first; a tenant that is being erased is not listed. */
export async function listTenants(deps: { db: D1Database }, query: PageQuery): Promise<PageView<TenantView>> {
  const page = await readTenants(deps.db, openPage("tenants", query));
  return viewPage("tenants", page, viewTenant);
}
