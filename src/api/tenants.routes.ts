import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { changeTenant } from "../manage/tenants/change-tenant.ts";
import { createTenant } from "../manage/tenants/create-tenant.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import { listTenants } from "../manage/tenants/list-tenants.ts";
import { removeTenant } from "../manage/tenants/remove-tenant.ts";
import { tenantDraft, tenantPatch, tenantView } from "../manage/tenants/tenant.schema.ts";
import { viewTenant } from "../manage/tenants/view-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import {
  answer,
  body,
  DRAFT_REFUSALS,
  pageOf,
  pageQuery,
  problems,
  tenantParams,
} from "./contract.schema.ts";

const tags = ["Tenants"];

const create = createRoute({
  method: "post",
  path: "/v1/tenants",
  operationId: "createTenant",
  tags,
  summary: "Create a tenant",
  request: { body: body(tenantDraft) },
  responses: { 201: answer("The tenant", tenantView), ...problems(...DRAFT_REFUSALS) },
});

const list = createRoute({
  method: "get",
  path: "/v1/tenants",
  operationId: "listTenants",
  tags,
  summary: "List the tenants, newest first",
  request: { query: pageQuery },
  responses: { 200: answer("A page of tenants", pageOf(tenantView)), ...problems(422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}",
  operationId: "showTenant",
  tags,
  summary: "Show a tenant",
  request: { params: tenantParams },
  responses: { 200: answer("The tenant", tenantView), ...problems(404) },
});

const change = createRoute({
  method: "patch",
  path: "/v1/tenants/{tenant}",
  operationId: "changeTenant",
  tags,
  summary: "Change a tenant: absent = unchanged, null = back to the default",
  description:
    "Another number of partitions is refused while streams still move to the last one (409), and where a subscription allows fewer attempts at once than there would be partitions (422).",
  request: { params: tenantParams, body: body(tenantPatch) },
  responses: { 200: answer("The tenant", tenantView), ...problems(404, ...DRAFT_REFUSALS) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/tenants/{tenant}",
  operationId: "removeTenant",
  tags,
  summary: "Erase a tenant and everything of it, in the background",
  description:
    "From the answer on the tenant does not exist for anybody. It cannot be undone; can be repeated by id.",
  request: { params: tenantParams },
  responses: {
    202: { description: "The tenant is gone; what it had is being erased" },
    ...problems(404, 409),
  },
});

/** `/v1/tenants` */
export function tenantRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await createTenant(context.var.manage, context.req.valid("json")), 201);
  });
  api.openapi(list, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await listTenants(context.var.manage, context.req.valid("query")), 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    return context.json(viewTenant(await tenantOf(manage, principal, context.req.param("tenant"))), 200);
  });
  api.openapi(change, async (context) => {
    const { principal, manage } = context.var;
    // What it holds decides what it costs: retention, and the name by which the operator knows it.
    requireOperator(principal);
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await changeTenant(manage, tenant, context.req.valid("json")), 200);
  });
  api.openapi(remove, async (context) => {
    requireOperator(context.var.principal);
    await removeTenant(context.var.manage, context.req.param("tenant"));
    return context.body(null, 202);
  });
}
