import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { showSubscriptionStatistics, showTenantStatistics } from "../manage/statistics/show-statistics.ts";
import { subscriptionStatisticsView, tenantStatisticsView } from "../manage/statistics/statistics.schema.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, problems, subscriptionParams, tenantParams } from "./contract.schema.ts";
import { windowQuery } from "./filters.schema.ts";

const tags = ["Statistics"];

const ofSubscription = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}/stats",
  operationId: "showSubscriptionStatistics",
  tags,
  summary: "Show what became of a subscription's deliveries over time, in contiguous buckets",
  request: { params: subscriptionParams, query: windowQuery },
  responses: { 200: answer("The buckets of the window", subscriptionStatisticsView), ...problems(404, 422) },
});

const ofTenant = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/stats",
  operationId: "showTenantStatistics",
  tags,
  summary:
    "Show what came in for a tenant and what became of it over time, by category, and how it stands now",
  request: { params: tenantParams, query: windowQuery },
  responses: { 200: answer("The buckets of the window", tenantStatisticsView), ...problems(404, 422) },
});

/** `/v1/tenants/{tenant}/stats`, and that of one subscription */
export function statisticsRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(ofSubscription, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const { id } = await subscriptionOf(manage, tenant.id, context.req.param("subscription"));
    const { window } = context.req.valid("query");
    return context.json(
      await showSubscriptionStatistics(manage, tenant, { subscriptionId: id, window }),
      200,
    );
  });
  api.openapi(ofTenant, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await showTenantStatistics(manage, tenant, context.req.valid("query")), 200);
  });
}
