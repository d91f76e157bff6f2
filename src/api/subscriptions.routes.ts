import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { changeSubscription } from "../manage/subscriptions/change-subscription.ts";
import { createSubscription } from "../manage/subscriptions/create-subscription.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { listSubscriptions } from "../manage/subscriptions/list-subscriptions.ts";
import { removeSubscription } from "../manage/subscriptions/remove-subscription.ts";
import { showTo } from "../manage/subscriptions/show-to.ts";
import {
  createdSubscriptionView,
  subscriptionDraft,
  subscriptionPatch,
  subscriptionView,
} from "../manage/subscriptions/subscription.schema.ts";
import { viewSubscription } from "../manage/subscriptions/view-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import {
  answer,
  body,
  DRAFT_REFUSALS,
  pageOf,
  pageQuery,
  problems,
  subscriptionParams,
  tenantParams,
} from "./contract.schema.ts";

const tags = ["Subscriptions"];

const create = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/subscriptions",
  operationId: "createSubscription",
  tags,
  summary: "Create a subscription: in force with the answer, which shows the signing secret this once",
  request: { params: tenantParams, body: body(subscriptionDraft) },
  responses: {
    201: answer("The subscription with its secret", createdSubscriptionView),
    ...problems(404, ...DRAFT_REFUSALS),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/subscriptions",
  operationId: "listSubscriptions",
  tags,
  summary: "List a tenant's subscriptions, newest first",
  request: { params: tenantParams, query: pageQuery },
  responses: { 200: answer("A page of subscriptions", pageOf(subscriptionView)), ...problems(404, 422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}",
  operationId: "showSubscription",
  tags,
  summary: "Show a subscription",
  request: { params: subscriptionParams },
  responses: { 200: answer("The subscription", subscriptionView), ...problems(404) },
});

const change = createRoute({
  method: "patch",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}",
  operationId: "changeSubscription",
  tags,
  summary: "Change a subscription: absent = unchanged, null = back to the default. In force with the answer",
  request: { params: subscriptionParams, body: body(subscriptionPatch) },
  responses: { 200: answer("The subscription", subscriptionView), ...problems(404, ...DRAFT_REFUSALS) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/tenants/{tenant}/subscriptions/{subscription}",
  operationId: "removeSubscription",
  tags,
  summary: "Remove a subscription: what is pending for it is skipped",
  request: { params: subscriptionParams },
  responses: { 204: { description: "The subscription is gone" }, ...problems(404) },
});

/** `/v1/tenants/{tenant}/subscriptions` */
export function subscriptionRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    return context.json(await createSubscription(manage, tenant, context.req.valid("json")), 201);
  });
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const page = await listSubscriptions(manage, id, context.req.valid("query"));
    return context.json({ ...page, data: page.data.map((item) => showTo(principal, item)) }, 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, id, context.req.param("subscription"));
    return context.json(showTo(principal, await viewSubscription(manage, subscription)), 200);
  });
  api.openapi(change, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, id, context.req.param("subscription"));
    return context.json(await changeSubscription(manage, subscription, context.req.valid("json")), 200);
  });
  api.openapi(remove, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    await removeSubscription(manage, await subscriptionOf(manage, id, context.req.param("subscription")));
    return context.body(null, 204);
  });
}
