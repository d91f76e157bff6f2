import type { Hono } from "hono";
import { requireOperator } from "../manage/principal.ts";
import { listTenants } from "../manage/tenants/list-tenants.ts";
import { TenantsPage } from "./pages/tenants.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

const TENANTS_PER_PAGE = 50;

/** `/portal` leads to where somebody belongs; `/portal/tenants` is the operator's list. */
export function tenantPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal", (context) => {
    const { principal } = context.var;
    return context.redirect(
      principal.kind === "operator" ? "/portal/tenants" : `/portal/t/${principal.tenantId}`,
      303,
    );
  });

  portal.get("/portal/tenants", async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const query = context.req.query();
    const page = await listTenants(manage, { limit: TENANTS_PER_PAGE, cursor: query["cursor"] });
    return showPage(context, {
      title: "Tenants",
      here: "Tenants",
      page: <TenantsPage page={page} query={query} />,
    });
  });
}
