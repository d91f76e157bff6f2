import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { deliveryView, fullDeliveryView } from "../manage/events/event.schema.ts";
import { listDeliveries } from "../manage/events/list-deliveries.ts";
import { showDelivery } from "../manage/events/show-delivery.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, problems, tenantParams } from "./contract.schema.ts";
import { deliveriesQuery, deliveryParams } from "./filters.schema.ts";

const tags = ["Deliveries"];

const list = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/deliveries",
  operationId: "listDeliveries",
  tags,
  summary:
    "List a tenant's deliveries, newest first. A page may be shorter than its limit and still have a next one",
  request: { params: tenantParams, query: deliveriesQuery },
  responses: { 200: answer("A page of deliveries", pageOf(deliveryView)), ...problems(404, 422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/deliveries/{delivery}",
  operationId: "showDelivery",
  tags,
  summary: "Show a delivery with its attempts",
  description:
    "Each attempt tells what came back, or why nothing did. `waitsFor` says why a pending one is not being attempted.",
  request: { params: deliveryParams },
  responses: { 200: answer("The delivery", fullDeliveryView), ...problems(404) },
});

/** `/v1/tenants/{tenant}/deliveries` */
export function deliveryRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const { limit, cursor, subscription, ...rest } = context.req.valid("query");
    const filter = { ...rest, subscriptionId: subscription };
    return context.json(await listDeliveries(manage, tenant, { filter, page: { limit, cursor } }), 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await showDelivery(manage, tenant, context.req.param("delivery")), 200);
  });
}
