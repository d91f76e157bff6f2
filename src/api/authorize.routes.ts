import { createMiddleware } from "hono/factory";
import { noteUsed } from "../manage/keys/note-used.ts";
import { authenticate, type AuthenticateDeps, type Principal } from "../manage/principal.ts";
import { requirePassage } from "../manage/walls.ts";
import { Problem } from "../platform/problem.ts";
import type { ApiEnv } from "./api-deps.ts";

/** Lets nobody pass without a key that we know, and nobody to where the key does not lead. */
export function authorize(deps: AuthenticateDeps) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const principal = await principalOf(context.req.header("authorization"), deps);
    requirePassage(principal, context.req);
    context.set("principal", principal);
    noteUsed(context.var.manage, principal);
    await next();
  });
}

async function principalOf(authorization: string | undefined, deps: AuthenticateDeps): Promise<Principal> {
  if (!authorization) throw new Problem("credentials_missing", "Send a key: Authorization: Bearer KEY.");
  const [, key] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const principal = key === undefined ? undefined : await authenticate(key, deps);
  if (!principal)
    throw new Problem("credentials_invalid", "Nobody has this key. Send one: Authorization: Bearer KEY.");
  return principal;
}
