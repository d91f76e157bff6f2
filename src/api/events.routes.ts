import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { eventView, fullEventView } from "../manage/events/event.schema.ts";
import { listEvents } from "../manage/events/list-events.ts";
import { showEvent } from "../manage/events/show-event.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, problems, tenantParams } from "./contract.schema.ts";
import { eventParams, eventsQuery } from "./filters.schema.ts";

const tags = ["Events"];

const list = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/events",
  operationId: "listEvents",
  tags,
  summary:
    "List a tenant's events, newest first. A page may be shorter than its limit and still have a next one",
  request: { params: tenantParams, query: eventsQuery },
  responses: { 200: answer("A page of events", pageOf(eventView)), ...problems(404, 422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/events/{event}",
  operationId: "showEvent",
  tags,
  summary: "Show an event with its payload, its deliveries, and why other subscriptions do not have it",
  description:
    "Secrets, and what the source is told to redact, are masked in the payload. `misses` are explained from the filters as they are at present.",
  request: { params: eventParams },
  responses: { 200: answer("The event", fullEventView), ...problems(404) },
});

/** `/v1/tenants/{tenant}/events` */
export function eventRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const { limit, cursor, ...filter } = context.req.valid("query");
    return context.json(await listEvents(manage, tenant, { filter, page: { limit, cursor } }), 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await showEvent(manage, tenant, context.req.param("event")), 200);
  });
}
