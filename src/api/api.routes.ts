import { OpenAPIHono } from "@hono/zod-openapi";
import { Problem, toResponse } from "../platform/problem.ts";
import { VERSION } from "../platform/version.ts";
import { allowedMethods, type KnownRoute } from "./allowed-methods.ts";
import { answerFailure } from "./answer-failure.routes.ts";
import { answerOnce } from "./answer-once.routes.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";
import { authorize } from "./authorize.routes.ts";
import { catalogueRoutes } from "./catalogue.routes.ts";
import { completeContract } from "./complete-contract.ts";
import { deliveryActionRoutes } from "./delivery-actions.routes.ts";
import { deliveryRoutes } from "./deliveries.routes.ts";
import { erasureRoutes } from "./erasures.routes.ts";
import { eventRoutes } from "./events.routes.ts";
import { fieldErrors } from "../manage/field-errors.ts";
import { PROBLEM_EXAMPLES } from "./examples/problem-examples.ts";
import { matchRoutes } from "./match.routes.ts";
import { keyRoutes } from "./keys.routes.ts";
import { portalLinkRoutes } from "./portal-links.routes.ts";
import { prepare, takeBody } from "./prepare.routes.ts";
import { referenceRoutes } from "./reference.routes.tsx";
import { rejectionRoutes } from "./rejections.routes.ts";
import { replayRoutes } from "./replays.routes.ts";
import { sourceSecretRoutes } from "./source-secrets.routes.ts";
import { sourceRoutes } from "./sources.routes.ts";
import { statisticsRoutes } from "./statistics.routes.ts";
import { streamRoutes } from "./streams.routes.ts";
import { subscriptionActionRoutes } from "./subscription-actions.routes.ts";
import { subscriptionRoutes } from "./subscriptions.routes.ts";
import { systemRoutes } from "./system.routes.ts";
import { TAGS } from "./tags.ts";
import { tenantRoutes } from "./tenants.routes.ts";
import { unroutedRoutes } from "./unrouted.routes.ts";

/** The management API: everything under `/v1`, `/metrics`, and what describes it: `/openapi.json`, `/docs`. */
export function apiRoutes(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error.issues, result.target);
    },
  });
  api.onError((failure, context) => {
    const { method, path } = context.req;
    return answerFailure(failure, { method, path, requestId: context.var.requestId }, deps.log);
  });
  api.use("/v1/*", prepare(deps), authorize(deps), takeBody, answerOnce);
  api.use("/metrics", prepare(deps), authorize(deps));

  tenantRoutes(api);
  erasureRoutes(api);
  keyRoutes(api);
  subscriptionRoutes(api);
  subscriptionActionRoutes(api);
  matchRoutes(api);
  eventRoutes(api);
  deliveryRoutes(api);
  deliveryActionRoutes(api);
  replayRoutes(api);
  streamRoutes(api);
  statisticsRoutes(api);
  sourceRoutes(api);
  sourceSecretRoutes(api);
  rejectionRoutes(api);
  unroutedRoutes(api);
  catalogueRoutes(api);
  portalLinkRoutes(api);
  systemRoutes(api);

  const known = routesOf(api);
  api.all("/v1/*", (context) => refuse(context.req.path, known));
  serveDocument(api);
  return api;
}

function invalid(issues: Parameters<typeof fieldErrors>[0], target: string): Problem {
  const errors = fieldErrors(issues, target === "json" ? "body" : "parameter");
  const fields = errors.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  return new Problem("invalid", fields.join(" "), { errors });
}

function routesOf(api: OpenAPIHono<ApiEnv>): KnownRoute[] {
  return api.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" ? [{ method: definition.route.method, path: definition.route.path }] : [],
  );
}

function refuse(path: string, known: readonly KnownRoute[]): Response {
  const methods = allowedMethods(known, path);
  if (methods.length === 0)
    throw new Problem("not_found", "There is nothing at this path. GET /openapi.json lists all.");
  const answer = toResponse(new Problem("method_not_allowed", `This path answers ${methods.join(", ")}.`));
  answer.headers.set("allow", methods.join(", "));
  return answer;
}

function serveDocument(api: OpenAPIHono<ApiEnv>): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
  for (const problem of PROBLEM_EXAMPLES) {
    const example = { summary: problem.title, value: problem };
    api.openAPIRegistry.registerComponent("examples", problem.code, example);
  }
  let document: ReturnType<typeof api.getOpenAPI31Document> | undefined;
  const openDocument = () => {
    document ??= completeContract(
      api.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: "Hooklane",
          version: VERSION,
          description: "Routes a video platform's webhooks to tenants.",
        },
        tags: TAGS.map(({ name, description }) => ({ name, description })),
        security: [{ key: [] }],
      }),
    );
    return document;
  };
  api.get("/openapi.json", (context) => context.json(openDocument()));
  referenceRoutes(api, openDocument);
}
