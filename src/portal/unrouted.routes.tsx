import type { Context, Hono } from "hono";
import { requireOperator } from "../manage/principal.ts";
import { namedTenant } from "../manage/tenants/find-tenant.ts";
import { listTenants } from "../manage/tenants/list-tenants.ts";
import { assignUnrouted } from "../manage/unrouted/assign-unrouted.ts";
import { listUnrouted } from "../manage/unrouted/list-unrouted.ts";
import { Problem } from "../platform/problem.ts";
import { UnroutedPage } from "./pages/unrouted.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

const UNROUTED_PER_PAGE = 50;
/** Offered while one types: a longer list is not looked through anyway. */
const OFFERED_TENANTS = 100;

/** Events without a tenant, and giving them to one. */
export function unroutedPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/unrouted", (context) => showUnrouted(context));

  portal.post("/portal/unrouted/:event/assign", async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const idOrUid = (await sentForm(context)).text("tenant").trim();
    try {
      const tenant = await namedTenant(manage, { idOrUid, pointer: "/tenant" });
      const { id } = await assignUnrouted(manage, context.req.param("event"), tenant);
      const query = new URLSearchParams({ assigned: id, to: tenant.id });
      return context.redirect(`/portal/unrouted?${query.toString()}`, 303);
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.code !== "invalid") throw failure;
      return showUnrouted(context, failure.message);
    }
  });
}

async function showUnrouted(context: Context<PortalEnv>, wrong?: string): Promise<Response> {
  const { principal, manage } = context.var;
  requireOperator(principal);
  const { assigned, to, ...query } = context.req.query();
  const [page, tenants] = await Promise.all([
    listUnrouted(manage, { limit: UNROUTED_PER_PAGE, cursor: query["cursor"] }),
    listTenants(manage, { limit: OFFERED_TENANTS }),
  ]);
  return showPage(context, {
    title: "Unrouted events",
    here: "Unrouted",
    status: wrong === undefined ? 200 : 422,
    page: (
      <UnroutedPage
        page={page}
        query={query}
        tenants={tenants.data.filter(({ system }) => !system)}
        wrong={wrong}
        assigned={assignmentOf(assigned, to)}
      />
    ),
  });
}

// The address may have been typed by anybody: only what looks like our ids is shown.
function assignmentOf(eventId: string | undefined, tenantId: string | undefined) {
  if (!eventId || !tenantId || !/^evt_\w+$/.test(eventId) || !/^ten_\w+$/.test(tenantId)) return undefined;
  return { eventId, tenantId };
}
