import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { commandDelivery } from "../manage/events/command-delivery.ts";
import { deliveryView, redeliverDraft, redeliveredView } from "../manage/events/event.schema.ts";
import { redeliverEvent } from "../manage/events/redeliver-event.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, DRAFT_REFUSALS, optionalBody, problems } from "./contract.schema.ts";
import { deliveryParams, eventParams } from "./filters.schema.ts";

const SUMMARIES: Readonly<Record<"retry" | "skip", string>> = {
  retry: "Attempt a delivery now that waits for its retry, or has failed, or was skipped",
  skip: "Give a delivery up that is not settled: its lane flows on",
};

function deliveryRoute<How extends "retry" | "skip">(how: How) {
  return createRoute({
    method: "post",
    path: `/v1/tenants/{tenant}/deliveries/{delivery}/${how}`,
    operationId: `${how}Delivery`,
    tags: ["Deliveries"],
    summary: SUMMARIES[how],
    request: { params: deliveryParams },
    responses: { 202: answer("The delivery as it stands", deliveryView), ...problems(404, 409) },
  });
}

const redeliver = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/events/{event}/redeliver",
  operationId: "redeliverEvent",
  tags: ["Events"],
  summary: "Send an event again, to every enabled subscription that has it or to one that asks for it",
  description:
    "For what was delivered and is needed once more. It keeps its `webhook-id` and its position, so that an endpoint recognises it. A subscription that is named and never had the event gets it if its filters let it through now.",
  request: { params: eventParams, body: optionalBody(redeliverDraft) },
  responses: {
    202: answer("The deliveries that were set going", redeliveredView),
    ...problems(404, ...DRAFT_REFUSALS),
  },
});

/** What is done with single deliveries and events besides reading them. */
export function deliveryActionRoutes(api: OpenAPIHono<ApiEnv>): void {
  for (const how of ["retry", "skip"] as const) {
    api.openapi(deliveryRoute(how), async (context) => {
      const { principal, manage } = context.var;
      const { tenant, delivery: deliveryId } = context.req.valid("param");
      const found = await tenantOf(manage, principal, tenant);
      return context.json(await commandDelivery(manage, found, { deliveryId, how }), 202);
    });
  }
  api.openapi(redeliver, async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const { subscription = null } = context.req.valid("json");
    const wish = { eventId: context.req.param("event"), subscriptionId: subscription };
    return context.json(await redeliverEvent(manage, tenant, wish), 202);
  });
}
