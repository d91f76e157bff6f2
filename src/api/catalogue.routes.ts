import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { categoryView, eventTypeView } from "../manage/catalogue/catalogue.schema.ts";
import { listCategories, listEventTypes } from "../manage/catalogue/list-catalogue.ts";
import type { ApiEnv } from "./api-deps.ts";
import { answer, pageOf, problems, wholeListQuery } from "./contract.schema.ts";

const tags = ["Catalogue"];

const eventTypes = createRoute({
  method: "get",
  path: "/v1/event-types",
  operationId: "listEventTypes",
  tags,
  summary: "List the event types that the catalogue knows, each with a sample",
  request: { query: wholeListQuery },
  responses: { 200: answer("A page of event types", pageOf(eventTypeView)), ...problems(422) },
});

const categories = createRoute({
  method: "get",
  path: "/v1/categories",
  operationId: "listCategories",
  tags,
  summary: "List the categories of event types",
  request: { query: wholeListQuery },
  responses: { 200: answer("A page of categories", pageOf(categoryView)), ...problems(422) },
});

/** `/v1/event-types`, `/v1/categories` */
export function catalogueRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(eventTypes, (context) => context.json(listEventTypes(context.req.valid("query")), 200));
  api.openapi(categories, (context) => context.json(listCategories(context.req.valid("query")), 200));
}
