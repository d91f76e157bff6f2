import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { sourceOf } from "../manage/sources/find-source.ts";
import { listRejections } from "../manage/sources/list-rejections.ts";
import { rejectionView } from "../manage/sources/rejection.schema.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, pageQuery, problems, sourceParams } from "./contract.schema.ts";

const list = createRoute({
  method: "get",
  path: "/v1/sources/{source}/rejections",
  operationId: "listRejections",
  tags: ["Sources"],
  summary: "List what a source has refused lately and why, newest first",
  request: { params: sourceParams, query: pageQuery },
  responses: { 200: answer("A page of rejections", pageOf(rejectionView)), ...problems(404, 422) },
});

/** `/v1/sources/{source}/rejections` */
export function rejectionRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const source = await sourceOf(manage, context.req.param("source"));
    return context.json(await listRejections(manage, source, context.req.valid("query")), 200);
  });
}
