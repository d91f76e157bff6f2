import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { addSourceSecret, removeSourceSecret } from "../manage/sources/change-secrets.ts";
import { sourceOf } from "../manage/sources/find-source.ts";
import { secretDraft, secretView } from "../manage/sources/source.schema.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, body, DRAFT_REFUSALS, problems, secretParams, sourceParams } from "./contract.schema.ts";

const tags = ["Sources"];

const add = createRoute({
  method: "post",
  path: "/v1/sources/{source}/secrets",
  operationId: "addSourceSecret",
  tags,
  summary: "Add a secret to a source: the older ones go on verifying unless they are told to expire",
  description:
    "To change a secret without a refused event: add the new one here, change it at the provider, then remove the old one.",
  request: { params: sourceParams, body: body(secretDraft) },
  responses: { 201: answer("The secret, without its text", secretView), ...problems(404, ...DRAFT_REFUSALS) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/sources/{source}/secrets/{secret}",
  operationId: "removeSourceSecret",
  tags,
  summary: "Remove a secret; the last one that verifies stays",
  request: { params: secretParams },
  responses: { 204: { description: "The secret is gone" }, ...problems(404, 409) },
});

/** `/v1/sources/{source}/secrets` */
export function sourceSecretRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(add, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const source = await sourceOf(manage, context.req.param("source"));
    return context.json(await addSourceSecret(manage, source, context.req.valid("json")), 201);
  });
  api.openapi(remove, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const source = await sourceOf(manage, context.req.param("source"));
    await removeSourceSecret(manage, source, context.req.param("secret"));
    return context.body(null, 204);
  });
}
