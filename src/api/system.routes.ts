import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { PROMETHEUS_TYPE } from "../manage/statistics/prometheus.ts";
import { showMetrics } from "../manage/statistics/show-metrics.ts";
import { listCoordinators, showSystem } from "../manage/statistics/show-system.ts";
import { coordinatorView, systemView } from "../manage/statistics/statistics.schema.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, pageQuery, problems } from "./contract.schema.ts";

const tags = ["System"];

const system = createRoute({
  method: "get",
  path: "/v1/system",
  operationId: "showSystem",
  tags,
  summary: "Show how the router as a whole stands: what is open, how old, open breakers, the record's lag",
  responses: { 200: answer("As the coordinators last told", systemView), ...problems() },
});

const coordinators = createRoute({
  method: "get",
  path: "/v1/system/coordinators",
  operationId: "listCoordinators",
  tags,
  summary: "List the coordinators with what each of them last told of itself",
  request: { query: pageQuery },
  responses: { 200: answer("A page of coordinators", pageOf(coordinatorView)), ...problems(422) },
});

const metrics = createRoute({
  method: "get",
  path: "/metrics",
  operationId: "showMetrics",
  tags,
  summary: "Show the metrics for Prometheus",
  responses: {
    200: {
      description: "Text exposition format 0.0.4",
      content: { "text/plain": { schema: z.string() } },
    },
    ...problems(),
  },
});

/** For the operator alone: `/v1/system` and `/metrics`. */
export function systemRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(system, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await showSystem(context.var.manage), 200);
  });
  api.openapi(coordinators, async (context) => {
    requireOperator(context.var.principal);
    return context.json(await listCoordinators(context.var.manage, context.req.valid("query")), 200);
  });
  api.openapi(metrics, async (context) => {
    requireOperator(context.var.principal);
    return context.text(await showMetrics(context.var.manage), 200, { "content-type": PROMETHEUS_TYPE });
  });
}
