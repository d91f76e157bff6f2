import { createMiddleware } from "hono/factory";
import { authenticate, type Principal, requireWriter } from "../manage/principal.ts";
import { Problem } from "../platform/problem.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";

const READING_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** Lets nobody pass without a key that we know, and a key that may only read to nothing but reading. */
export function authorize(deps: Pick<ApiDeps, "adminKey">) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const principal = await principalOf(context.req.header("authorization"), deps);
    if (!READING_METHODS.has(context.req.method)) requireWriter(principal);
    context.set("principal", principal);
    await next();
  });
}

async function principalOf(
  authorization: string | undefined,
  deps: Pick<ApiDeps, "adminKey">,
): Promise<Principal> {
  if (!authorization) throw new Problem("credentials_missing", "Send a key: Authorization: Bearer KEY.");
  const [, key] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const principal = key === undefined ? undefined : await authenticate(key, deps);
  if (!principal)
    throw new Problem("credentials_invalid", "Nobody has this key. Send one: Authorization: Bearer KEY.");
  return principal;
}
