import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { createKey } from "../manage/keys/create-key.ts";
import { createdKeyView, keyDraft, keyView } from "../manage/keys/key.schema.ts";
import { listKeys } from "../manage/keys/list-keys.ts";
import { revokeKey } from "../manage/keys/revoke-key.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import {
  answer,
  body,
  DRAFT_REFUSALS,
  keyParams,
  pageOf,
  pageQuery,
  problems,
  tenantParams,
} from "./contract.schema.ts";

const tags = ["Keys"];

const create = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/keys",
  operationId: "createKey",
  tags,
  summary: "Create a key of a tenant: the answer shows it this once",
  request: { params: tenantParams, body: body(keyDraft) },
  responses: { 201: answer("The key", createdKeyView), ...problems(404, ...DRAFT_REFUSALS) },
});

const list = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/keys",
  operationId: "listKeys",
  tags,
  summary: "List a tenant's keys, newest first, without the keys themselves",
  request: { params: tenantParams, query: pageQuery },
  responses: { 200: answer("A page of keys", pageOf(keyView)), ...problems(404, 422) },
});

const revoke = createRoute({
  method: "delete",
  path: "/v1/tenants/{tenant}/keys/{key}",
  operationId: "revokeKey",
  tags,
  summary: "Revoke a key: it opens nothing from the answer on",
  request: { params: keyParams },
  responses: { 204: { description: "The key is gone" }, ...problems(404) },
});

/** `/v1/tenants/{tenant}/keys` */
export function keyRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await createKey(manage, id, context.req.valid("json")), 201);
  });
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await listKeys(manage, id, context.req.valid("query")), 200);
  });
  api.openapi(revoke, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    await revokeKey(manage, id, context.req.param("key"));
    return context.body(null, 204);
  });
}
