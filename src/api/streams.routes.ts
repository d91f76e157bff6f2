import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { listStreams } from "../manage/streams/list-streams.ts";
import { showStream } from "../manage/streams/show-stream.ts";
import { fullStreamView, streamView } from "../manage/streams/stream.schema.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, pageQuery, problems, tenantParams } from "./contract.schema.ts";
import { streamParams, streamsQuery } from "./filters.schema.ts";

const tags = ["Streams"];

const list = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/streams",
  operationId: "listStreams",
  tags,
  summary:
    "List a tenant's streams, newest activity first. A page may be shorter than its limit and still have a next one",
  request: { params: tenantParams, query: streamsQuery },
  responses: { 200: answer("A page of streams", pageOf(streamView)), ...problems(404, 422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/streams/{stream}",
  operationId: "showStream",
  tags,
  summary: "Show a stream's events in order, and its lanes with what each of them waits for and until when",
  request: { params: streamParams, query: pageQuery },
  responses: { 200: answer("The stream with its latest events", fullStreamView), ...problems(404, 422) },
});

/** `/v1/tenants/{tenant}/streams` */
export function streamRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const { limit, cursor, active } = context.req.valid("query");
    return context.json(
      await listStreams(manage, tenant, { filter: { active }, page: { limit, cursor } }),
      200,
    );
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const stream = context.req.param("stream");
    return context.json(await showStream(manage, tenant, { stream, page: context.req.valid("query") }), 200);
  });
}
