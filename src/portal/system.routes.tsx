import type { Hono } from "hono";
import { operationalTypeList } from "../manage/catalogue/list-operational-types.ts";
import { requireOperator } from "../manage/principal.ts";
import { listCoordinators, showSystem } from "../manage/statistics/show-system.ts";
import { SystemPage } from "./pages/system.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

const COORDINATORS_PER_PAGE = 50;

/** The operator's view of the router itself. */
export function systemPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/system", async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const query = context.req.query();
    const [system, coordinators] = await Promise.all([
      showSystem(manage),
      listCoordinators(manage, { limit: COORDINATORS_PER_PAGE, cursor: query["cursor"] }),
    ]);
    const page = (
      <SystemPage system={system} coordinators={coordinators} query={query} types={operationalTypeList()} />
    );
    return showPage(context, { title: "System", here: "System", page });
  });
}
