import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { KeptAnswer } from "../manage/idempotency/kept-answer.schema.ts";
import { type OnceRequest, runOnce } from "../manage/idempotency/run-once.ts";
import type { Principal } from "../manage/principal.ts";
import { concatBytes, toUtf8 } from "../platform/bytes.ts";
import { sha256Hex } from "../platform/digest.ts";
import { Problem } from "../platform/problem.ts";
import type { ApiEnv } from "./api-deps.ts";

/** Printable, and short enough for a row's key; a UUID has 36. */
const KEY_FORM = /^[\x21-\x7e]{1,255}$/;
const TENANT_IN_PATH = /^\/v1\/tenants\/([^/]+)\//;

/** A POST with an `Idempotency-Key` has one effect, and every repetition of it the same answer. */
export const answerOnce = createMiddleware<ApiEnv>(async (context, next) => {
  const key = context.req.header("idempotency-key");
  if (context.req.method !== "POST" || key === undefined) return next();
  if (!KEY_FORM.test(key)) throw unusable();
  const { manage } = context.var;
  const request = await requestOf(context, key);
  const running = runOnce(manage, request, async () => {
    await next();
    return keptOf(context.res);
  });
  // A client that goes away must not leave an effect without its answer.
  manage.waitUntil(running.catch(() => undefined));
  const { answer, isReplayed } = await running;
  return isReplayed ? replay(answer, context.var.requestId) : undefined;
});

async function requestOf(context: Context<ApiEnv>, key: string): Promise<OnceRequest> {
  const { method, path, raw } = context.req;
  const body = new Uint8Array(await raw.clone().arrayBuffer());
  const { search } = new URL(raw.url);
  const [, scope = ""] = TENANT_IN_PATH.exec(path) ?? [];
  return {
    name: { owner: ownerOf(context.var.principal), scope, key },
    fingerprint: await sha256Hex(concatBytes(toUtf8(`${method} ${path}${search}\n`), body)),
  };
}

function ownerOf(principal: Principal): string {
  switch (principal.kind) {
    case "operator":
      return "operator";
    case "tenant":
      return principal.tenantId;
  }
}

async function keptOf(response: Response): Promise<KeptAnswer> {
  const body = await response.clone().text();
  return { status: response.status, contentType: response.headers.get("content-type"), body };
}

function replay({ status, contentType, body }: KeptAnswer, requestId: string): Response {
  const headers = new Headers({ "idempotent-replayed": "true", "x-request-id": requestId });
  if (contentType !== null) headers.set("content-type", contentType);
  return new Response(body === "" ? null : body, { status, headers });
}

function unusable(): Problem {
  const message =
    "An Idempotency-Key has 1 to 255 printable ASCII characters without spaces; a UUID will do.";
  return new Problem("invalid", message, { errors: [{ pointer: "Idempotency-Key", message }] });
}
