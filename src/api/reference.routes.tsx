import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import type { ApiEnv } from "./api-deps.ts";
import { ApiDocument } from "./reference/document.schema.ts";
import { ReferencePage } from "./reference/reference-page.tsx";
import { STYLE } from "./reference/style.ts";

const STYLE_URL = "/docs/style.css";
/** Both change with a release only. */
const CACHE = "public, max-age=300";

/** A page of text and one stylesheet of ours: nothing else may be loaded, run, sent, or put around it. */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": CACHE,
};

/** `/docs`: the API for people, made from the document that machines read. */
export function referenceRoutes(api: OpenAPIHono<ApiEnv>, openDocument: () => unknown): void {
  let page: string | undefined;
  api.get("/docs", async (context) => {
    page ??= await render(openDocument());
    return context.html(page, 200, PAGE_HEADERS);
  });
  api.get(STYLE_URL, (context) =>
    context.body(STYLE, 200, {
      "content-type": "text/css; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": CACHE,
    }),
  );
}

function render(document: unknown): string | Promise<string> {
  // What the document says as JSON is what is shown; its objects hold more than that.
  const parsed = ApiDocument.parse(JSON.parse(JSON.stringify(document)));
  return html`<!doctype html>${<ReferencePage document={parsed} styleUrl={STYLE_URL} />}`;
}
