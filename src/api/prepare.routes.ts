import { createMiddleware } from "hono/factory";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";
import { readJson } from "./read-json.ts";

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(["POST", "PATCH", "PUT"]);

/** Gives the request a name, and the use cases what only the request knows. */
export function prepare({ adminKey: _key, limits: _limits, ...manage }: ApiDeps) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const requestId = crypto.randomUUID();
    context.set("requestId", requestId);
    context.header("x-request-id", requestId);
    const { hostname } = new URL(context.req.url);
    context.set("manage", {
      ...manage,
      // On one machine our own host is everybody's, and only the port tells the endpoints apart.
      ownHosts: manage.allowPrivate ? manage.ownHosts : [...manage.ownHosts, hostname],
      waitUntil: (work) => context.executionCtx.waitUntil(work),
    });
    await next();
  });
}

/**
 * Reads the body once, within its limits, and hands it on checked. A request without a body goes on without a
 * content type as well, so that an operation may take it as an empty one.
 */
export const takeBody = createMiddleware<ApiEnv>(async (context, next) => {
  if (METHODS_WITH_BODY.has(context.req.method)) {
    const { raw } = context.req;
    const bytes = await readJson(raw);
    const headers = new Headers(raw.headers);
    if (!bytes) headers.delete("content-type");
    context.req.raw = new Request(raw.url, { method: raw.method, headers, body: bytes ?? null });
  }
  await next();
});
