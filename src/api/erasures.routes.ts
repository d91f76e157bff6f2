import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { erasureView } from "../manage/tenants/erasure.schema.ts";
import { listErasures } from "../manage/tenants/list-erasures.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, countedListQuery, pageOf, problems } from "./contract.schema.ts";

const list = createRoute({
  method: "get",
  path: "/v1/erasures",
  operationId: "listErasures",
  tags: ["Tenants"],
  summary: "List the deletions of tenants that are not over, with what is left, newest first",
  description:
    "Each goes from the list once its tenant is gone for good, a minute after it began at the earliest.",
  request: { query: countedListQuery },
  responses: { 200: answer("A page of erasures", pageOf(erasureView)), ...problems(422) },
});

/** For the operator alone: `/v1/erasures` */
export function erasureRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await listErasures(context.var.manage, context.req.valid("query")), 200);
  });
}
