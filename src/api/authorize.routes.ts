import type { HonoRequest } from "hono";
import { createMiddleware } from "hono/factory";
import { noteUsed } from "../manage/keys/note-used.ts";
import { countFailure, countRequest } from "../manage/limits.ts";
import { authenticate, type AuthenticateDeps, type Principal } from "../manage/principal.ts";
import { requirePassage } from "../manage/walls.ts";
import { Problem } from "../platform/problem.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";

/** Lets nobody pass without a key that we know, and nobody to where the key does not lead. */
export function authorize(deps: AuthenticateDeps & Pick<ApiDeps, "limits">) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const principal = await principalOf(context.req, deps);
    await countRequest(deps.limits, principal);
    requirePassage(principal, context.req);
    context.set("principal", principal);
    noteUsed(context.var.manage, principal);
    await next();
  });
}

async function principalOf(
  request: HonoRequest,
  deps: AuthenticateDeps & Pick<ApiDeps, "limits">,
): Promise<Principal> {
  const authorization = request.header("authorization");
  const [, key] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  const principal = key === undefined ? undefined : await authenticate(key, deps);
  if (principal) return principal;
  // The platform sets the header; where it does not, all strangers count together.
  await countFailure(deps.limits, request.header("cf-connecting-ip") ?? "");
  throw authorization
    ? new Problem("credentials_invalid", "Nobody has this key. Send one: Authorization: Bearer KEY.")
    : new Problem("credentials_missing", "Send a key: Authorization: Bearer KEY.");
}
