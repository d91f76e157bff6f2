import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { testView } from "../manage/events/event.schema.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { rotateSecret } from "../manage/subscriptions/rotate-secret.ts";
import {
  rotatedView,
  rotationDraft,
  subscriptionView,
  testDraft,
} from "../manage/subscriptions/subscription.schema.ts";
import { type Switch, switchSubscription } from "../manage/subscriptions/switch-subscription.ts";
import { testSubscription } from "../manage/subscriptions/test-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, optionalBody, problems, subscriptionParams } from "./contract.schema.ts";

const tags = ["Subscriptions"];

const SUMMARIES: Readonly<Record<Switch, string>> = {
  pause: "Pause a subscription: events are kept for it and not attempted",
  resume: "Resume a paused subscription: it goes on where it stopped",
  enable: "Enable a subscription that was disabled: it goes on where it stopped",
};

const test = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}/test",
  operationId: "testSubscription",
  tags,
  summary: "Send the catalogue's sample of an event type to the endpoint and tell what came back",
  description:
    "One attempt, signed like a delivery, with `hooklane-stream: test`. It is not recorded and not retried.",
  request: { params: subscriptionParams, body: optionalBody(testDraft) },
  responses: {
    200: answer("The attempt; nothing of it is recorded", testView),
    ...problems(404, 413, 415, 422),
  },
});

const rotate = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}/rotate-secret",
  operationId: "rotateSecret",
  tags,
  summary: "Give a subscription a new signing secret, shown this once: both sign while they overlap",
  description:
    "While the secrets overlap, `webhook-signature` has a value for each, newest first, so that an endpoint changes its secret without missing an event. `fastpix-signature` has room for one: the newest signs it from the answer on. An overlap of 0 ends all older secrets at once.",
  request: { params: subscriptionParams, body: optionalBody(rotationDraft) },
  responses: {
    200: answer("The new secret, in force with the answer", rotatedView),
    ...problems(404, 409, 413, 415, 422),
  },
});

function switchRoute<How extends Switch>(how: How) {
  return createRoute({
    method: "post",
    path: `/v1/tenants/{tenant}/subscriptions/{subscription}/${how}`,
    operationId: `${how}Subscription`,
    tags,
    summary: SUMMARIES[how],
    request: { params: subscriptionParams },
    responses: { 200: answer("The subscription", subscriptionView), ...problems(404, 409) },
  });
}

/** What is done with a subscription besides changing it. */
export function subscriptionActionRoutes(api: OpenAPIHono<ApiEnv>): void {
  for (const how of ["pause", "resume", "enable"] as const) {
    api.openapi(switchRoute(how), async (context) => {
      const { principal, manage } = context.var;
      const { tenant, subscription } = context.req.valid("param");
      const { id } = await tenantOf(manage, principal, tenant);
      const found = await subscriptionOf(manage, id, subscription);
      return context.json(await switchSubscription(manage, found, how), 200);
    });
  }
  api.openapi(test, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, id, context.req.param("subscription"));
    const { eventType } = context.req.valid("json");
    return context.json(await testSubscription(manage, subscription, eventType ?? undefined), 200);
  });
  api.openapi(rotate, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, id, context.req.param("subscription"));
    return context.json(await rotateSecret(manage, subscription, context.req.valid("json")), 200);
  });
}
