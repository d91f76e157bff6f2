import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { requireOperator } from "../manage/principal.ts";
import { changeSource } from "../manage/sources/change-source.ts";
import { createSource } from "../manage/sources/create-source.ts";
import { sourceOf } from "../manage/sources/find-source.ts";
import { listSources, showSource } from "../manage/sources/list-sources.ts";
import { removeSource } from "../manage/sources/remove-source.ts";
import { sourceDraft, sourcePatch, sourceView } from "../manage/sources/source.schema.ts";
import type { ApiEnv } from "./api-deps.ts";
import {
  answer,
  body,
  DRAFT_REFUSALS,
  pageOf,
  pageQuery,
  problems,
  sourceParams,
} from "./contract.schema.ts";

const tags = ["Sources"];

const create = createRoute({
  method: "post",
  path: "/v1/sources",
  operationId: "createSource",
  tags,
  summary: "Create a source: a URL for one provider workspace",
  request: { body: body(sourceDraft) },
  responses: { 201: answer("The source", sourceView), ...problems(...DRAFT_REFUSALS) },
});

const list = createRoute({
  method: "get",
  path: "/v1/sources",
  operationId: "listSources",
  tags,
  summary: "List the sources, newest first",
  request: { query: pageQuery },
  responses: { 200: answer("A page of sources", pageOf(sourceView)), ...problems(422) },
});

const show = createRoute({
  method: "get",
  path: "/v1/sources/{source}",
  operationId: "showSource",
  tags,
  summary: "Show a source",
  request: { params: sourceParams },
  responses: { 200: answer("The source", sourceView), ...problems(404) },
});

const change = createRoute({
  method: "patch",
  path: "/v1/sources/{source}",
  operationId: "changeSource",
  tags,
  summary: "Change a source: absent = unchanged, null = back to the default. In force everywhere within 10 s",
  request: { params: sourceParams, body: body(sourcePatch) },
  responses: { 200: answer("The source", sourceView), ...problems(404, ...DRAFT_REFUSALS) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/sources/{source}",
  operationId: "removeSource",
  tags,
  summary: "Remove a source: its URL is unknown from then on",
  request: { params: sourceParams },
  responses: { 204: { description: "The source is gone" }, ...problems(404) },
});

/** `/v1/sources` */
export function sourceRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(create, async (context) => {
    requireOperator(context.var.principal);
    const { origin } = new URL(context.req.url);
    return context.json(await createSource(context.var.manage, context.req.valid("json"), origin), 201);
  });
  api.openapi(list, async (context) => {
    requireOperator(context.var.principal);
    const { origin } = new URL(context.req.url);
    return context.json(await listSources(context.var.manage, context.req.valid("query"), origin), 200);
  });
  api.openapi(show, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const source = await sourceOf(manage, context.req.param("source"));
    return context.json(await showSource(manage, source, new URL(context.req.url).origin), 200);
  });
  api.openapi(change, async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const source = await sourceOf(manage, context.req.param("source"));
    const { origin } = new URL(context.req.url);
    return context.json(
      await changeSource(manage, source, { patch: context.req.valid("json"), origin }),
      200,
    );
  });
  api.openapi(remove, async (context) => {
    requireOperator(context.var.principal);
    await removeSource(context.var.manage, await sourceOf(context.var.manage, context.req.param("source")));
    return context.body(null, 204);
  });
}
