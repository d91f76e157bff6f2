import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { assignDraft, assignedView, unroutedView } from "../manage/events/event.schema.ts";
import { requireOperator } from "../manage/principal.ts";
import { assignUnrouted } from "../manage/unrouted/assign-unrouted.ts";
import { listUnrouted } from "../manage/unrouted/list-unrouted.ts";
import { namedTenant } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, body, pageOf, pageQuery, problems, unroutedParams } from "./contract.schema.ts";

const tags = ["Unrouted events"];

const list = createRoute({
  method: "get",
  path: "/v1/unrouted",
  operationId: "listUnrouted",
  tags,
  summary: "List the verified events that no tenant was found for, newest first",
  request: { query: pageQuery },
  responses: { 200: answer("A page of unrouted events", pageOf(unroutedView)), ...problems(422) },
});

const assign = createRoute({
  method: "post",
  path: "/v1/unrouted/{event}/assign",
  operationId: "assignUnrouted",
  tags,
  summary: "Give an unrouted event to a tenant, and with it the later events of its stream",
  description:
    "The event keeps its id and comes after what the tenant already has of the stream. Can be repeated.",
  request: { params: unroutedParams, body: body(assignDraft) },
  responses: {
    202: answer("The event, accepted for the tenant", assignedView),
    ...problems(404, 413, 415, 422),
  },
});

/** `/v1/unrouted` */
export function unroutedRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await listUnrouted(context.var.manage, context.req.valid("query")), 200);
  });
  api.openapi(assign, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const tenant = await namedTenant(manage, {
      idOrUid: context.req.valid("json").tenant,
      pointer: "/tenant",
    });
    return context.json(await assignUnrouted(manage, context.req.param("event"), tenant), 202);
  });
}
