import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { matchDraft, matchView } from "../manage/subscriptions/match.schema.ts";
import { matchSubscription } from "../manage/subscriptions/match-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, body, problems, tenantParams } from "./contract.schema.ts";

const match = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/subscriptions/match",
  operationId: "matchSubscription",
  tags: ["Subscriptions"],
  summary:
    "Tell whether a subscription, saved or drafted, would get an event, and why. Nothing is saved or sent",
  description:
    "Both can be saved or drafted: an id, or the filters; an id, an event type, or a payload with its `type`. Where it does not match, `reason` names the condition that does not hold. Status, order and rate play no part.",
  request: { params: tenantParams, body: body(matchDraft) },
  responses: { 200: answer("Whether, and why", matchView), ...problems(404, 413, 415, 422) },
});

/** `POST /v1/tenants/{tenant}/subscriptions/match` */
export function matchRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(match, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await matchSubscription(manage, tenant, context.req.valid("json")), 200);
  });
}
