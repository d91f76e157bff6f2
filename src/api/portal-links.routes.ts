import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { createPortalLink } from "../manage/portal-links/create-portal-link.ts";
import { portalLinkDraft, portalLinkView } from "../manage/portal-links/portal-link.schema.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, body, problems, tenantParams } from "./contract.schema.ts";

const create = createRoute({
  method: "post",
  path: "/v1/tenants/{tenant}/portal-links",
  operationId: "createPortalLink",
  tags: ["Portal"],
  summary: "Make a one-time link to the tenant's pages in the portal",
  description:
    "For whoever is signed in at your own product: make the link when it is asked for and redirect to it. It opens one session with its role, and is of no use a second time.",
  request: { params: tenantParams, body: body(portalLinkDraft) },
  responses: { 201: answer("The link, shown this once", portalLinkView), ...problems(404, 413, 415, 422) },
});

/** `/v1/tenants/{tenant}/portal-links` */
export function portalLinkRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    const { principal, manage } = context.var;
    const { id } = await tenantOf(manage, principal, context.req.param("tenant"));
    const { origin } = new URL(context.req.url);
    const link = await createPortalLink(manage, { tenantId: id, origin }, context.req.valid("json"));
    return context.json(link, 201);
  });
}
