import type { Hono } from "hono";
import type { ManageDeps } from "../manage/deps.ts";
import { listDeliveries } from "../manage/events/list-deliveries.ts";
import { showStatisticsOf, showTenantStatistics } from "../manage/statistics/show-statistics.ts";
import { listSubscriptions } from "../manage/subscriptions/list-subscriptions.ts";
import { type Tenant, tenantOf } from "../manage/tenants/find-tenant.ts";
import { concernsOf } from "./attention.ts";
import { OverviewPage } from "./pages/overview.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

/** Subscriptions with a line of their own; a tenant has a handful, and the list has all. */
const SHOWN_SUBSCRIPTIONS = 50;
/** Open deliveries of each kind that are looked at to say who is held up. */
const SEEN_DELIVERIES = 200;

const WINDOWS = ["24h", "7d", "30d"] as const;

/** How a tenant's deliveries are doing, and what needs attention first. */
export function overviewPage(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const window = WINDOWS.find((name) => name === context.req.query("window")) ?? "24h";
    const [statistics, subscriptions, parked, pending] = await Promise.all([
      showTenantStatistics(manage, tenant, { window }),
      listSubscriptions(manage, tenant.id, { limit: SHOWN_SUBSCRIPTIONS }),
      openDeliveries(manage, tenant, "parked"),
      openDeliveries(manage, tenant, "pending"),
    ]);
    const subscriptionIds = subscriptions.data.map(({ id }) => id);
    const each = await showStatisticsOf(manage, tenant, { subscriptionIds, window });
    const lines = subscriptions.data.flatMap((subscription, at) => {
      const own = each[at];
      return own ? [{ subscription, data: own.data, totals: own.totals }] : [];
    });
    return showPage(context, {
      title: "Overview",
      tenant,
      here: "Overview",
      page: (
        <OverviewPage
          tenant={tenant}
          window={window}
          windows={WINDOWS}
          statistics={statistics}
          lines={lines}
          concerns={concernsOf(lines, [...parked, ...pending])}
          now={manage.clock.now()}
        />
      ),
    });
  });
}

async function openDeliveries(manage: ManageDeps, tenant: Tenant, status: "parked" | "pending") {
  const page = { limit: SEEN_DELIVERIES };
  const { data } = await listDeliveries(manage, tenant, { filter: { status }, page });
  return data;
}
