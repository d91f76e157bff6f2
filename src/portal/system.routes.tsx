import type { Hono } from "hono";
import { operationalTypeList } from "../manage/catalogue/list-operational-types.ts";
import { requireOperator } from "../manage/principal.ts";
import { SystemPage } from "./pages/system.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

/** The operator's view of the router itself. */
export function systemPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/system", (context) => {
    requireOperator(context.var.principal);
    const page = <SystemPage types={operationalTypeList()} />;
    return showPage(context, { title: "System", here: "System", page });
  });
}
