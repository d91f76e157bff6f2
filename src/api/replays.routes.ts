import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { ManageDeps } from "../manage/deps.ts";
import type { Principal } from "../manage/principal.ts";
import { cancelReplay } from "../manage/replays/cancel-replay.ts";
import { createReplay } from "../manage/replays/create-replay.ts";
import { replayDraft, replayStartedView, replayView } from "../manage/replays/replay.schema.ts";
import { listReplays, replayOf } from "../manage/replays/show-replays.ts";
import { viewReplay } from "../manage/replays/view-replay.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import {
  answer,
  body,
  DRAFT_REFUSALS,
  pageOf,
  pageQuery,
  problems,
  replayParams,
  subscriptionParams,
} from "./contract.schema.ts";

const tags = ["Replays"];
const PATH = "/v1/tenants/{tenant}/subscriptions/{subscription}/replays";

const create = createRoute({
  method: "post",
  path: PATH,
  operationId: "createReplay",
  tags,
  summary: "Send a range of recorded events again, in stream order and behind live events; or only count it",
  description:
    "`failed` takes what has failed, whatever the filters ask for today; `all` asks the filters as they are and backfills what the subscription never had. The range is fixed when the replay is made. Live events go first, and every request carries `hooklane-replay`. At most three replays of a subscription run at a time; with `dryRun` nothing is kept or sent.",
  request: { params: subscriptionParams, body: body(replayDraft) },
  responses: {
    202: answer("The replay and how many events it has found", replayStartedView),
    ...problems(404, ...DRAFT_REFUSALS),
  },
});

const list = createRoute({
  method: "get",
  path: PATH,
  operationId: "listReplays",
  tags,
  summary: "List a subscription's replays, newest first",
  request: { params: subscriptionParams, query: pageQuery },
  responses: { 200: answer("A page of replays", pageOf(replayView)), ...problems(404, 422) },
});

const show = createRoute({
  method: "get",
  path: `${PATH}/{replay}`,
  operationId: "showReplay",
  tags,
  summary: "Show a replay and how far it has come",
  description:
    "The numbers lag by seconds. `opened` can differ from `matched`: events were pruned, or have changed since they were counted.",
  request: { params: replayParams },
  responses: { 200: answer("The replay", replayView), ...problems(404) },
});

const cancel = createRoute({
  method: "delete",
  path: `${PATH}/{replay}`,
  operationId: "cancelReplay",
  tags,
  summary: "Cancel a replay: what it has not settled becomes what it was",
  description:
    "Can be repeated. An attempt that is under way cannot be called back; its outcome is recorded.",
  request: { params: replayParams },
  responses: { 202: answer("The replay", replayView), ...problems(404, 409) },
});

/** `/v1/tenants/{tenant}/subscriptions/{subscription}/replays` */
export function replayRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, tenant.id, context.req.param("subscription"));
    return context.json(await createReplay(manage, { tenant, subscription }, context.req.valid("json")), 202);
  });
  api.openapi(list, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const subscription = await subscriptionOf(manage, tenant.id, context.req.param("subscription"));
    return context.json(await listReplays(manage, { tenant, subscription }, context.req.valid("query")), 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    const { replay } = await namedReplay(manage, principal, context.req.valid("param"));
    return context.json(viewReplay(replay), 200);
  });
  api.openapi(cancel, async (context) => {
    const { principal, manage } = context.var;
    const { tenant, replay } = await namedReplay(manage, principal, context.req.valid("param"));
    return context.json(await cancelReplay(manage, tenant, replay), 202);
  });
}

async function namedReplay(
  manage: ManageDeps,
  principal: Principal,
  named: { tenant: string; subscription: string; replay: string },
) {
  const tenant = await tenantOf(manage, principal, named.tenant);
  const subscription = await subscriptionOf(manage, tenant.id, named.subscription);
  return { tenant, replay: await replayOf(manage, { tenant, subscription }, named.replay) };
}
