import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { isLinkOpen, useLink } from "../manage/portal-links/use-portal-link.ts";
import { authenticate, type Principal } from "../manage/principal.ts";
import { assets } from "./assets/assets.ts";
import { EnterPage, LinkOverPage, SignInPage } from "./pages/door.view.tsx";
import { document } from "./parts/frame.view.tsx";
import type { PortalDeps, PortalEnv } from "./portal-deps.ts";
import { isRenewalDue, openSession, sealSession, type Session, SESSION_IDLE_SECONDS } from "./session.ts";

const COOKIE = "hooklane_portal";

/** Lets in who has a session; everybody else is shown the door. */
export function requireSession(deps: PortalDeps) {
  return createMiddleware<PortalEnv>(async (context, next) => {
    const now = deps.clock.now();
    const session = await openSession(deps.sealer, getCookie(context, COOKIE), now);
    if (!session) return context.redirect("/portal/sign-in", 303);
    if (isRenewalDue(session, now)) await giveSession(context, deps, { ...session, writtenAt: now });
    context.set("principal", session.principal);
    await next();
  });
}

/** The ways in and out: the operator's key, a tenant's link, and the end of a session. */
export function doorRoutes(portal: Hono<PortalEnv>, deps: PortalDeps): void {
  portal.get("/portal/sign-in", async (context) =>
    context.html(
      document({ title: "Sign in", assets: await assets(), narrow: true, children: <SignInPage /> }),
    ),
  );

  portal.post("/portal/sign-in", async (context) => {
    const key = (await context.req.parseBody())["key"];
    const principal = typeof key === "string" ? await authenticate(key.trim(), deps) : undefined;
    if (!principal) {
      const page = document({
        title: "Sign in",
        assets: await assets(),
        narrow: true,
        children: <SignInPage isWrong />,
      });
      return context.html(page, 401);
    }
    await begin(context, deps, principal);
    return context.redirect("/portal", 303);
  });

  portal.get("/portal/enter/:token", async (context) => {
    const isOpen = await isLinkOpen(deps, context.req.param("token"));
    const page = document({
      title: isOpen ? "Open the portal" : "This link is over",
      assets: await assets(),
      narrow: true,
      children: isOpen ? <EnterPage /> : <LinkOverPage />,
    });
    return context.html(page, isOpen ? 200 : 410);
  });

  portal.post("/portal/enter/:token", async (context) => {
    const link = await useLink(deps, context.req.param("token"));
    if (!link) return context.redirect(context.req.path, 303);
    await begin(context, deps, {
      kind: "tenant",
      tenantId: link.tenantId,
      tenantUid: null,
      role: link.role,
      keyId: "portal",
      lastUsedAt: null,
    });
    return context.redirect("/portal", 303);
  });

  portal.post("/portal/sign-out", (context) => {
    deleteCookie(context, COOKIE, { path: "/portal", secure: isSecure(context) });
    return context.redirect("/portal/sign-in", 303);
  });
}

async function begin(context: Context<PortalEnv>, deps: PortalDeps, principal: Principal): Promise<void> {
  const now = deps.clock.now();
  await giveSession(context, deps, { principal, startedAt: now, writtenAt: now });
}

async function giveSession(context: Context<PortalEnv>, deps: PortalDeps, session: Session): Promise<void> {
  const isFramed = deps.frameOrigins.length > 0;
  setCookie(context, COOKIE, await sealSession(deps.sealer, session), {
    path: "/portal",
    httpOnly: true,
    secure: isFramed || isSecure(context),
    maxAge: SESSION_IDLE_SECONDS,
    // A frame on another site gets only such cookies; forged posts are refused by their origin in any case.
    ...(isFramed ? ({ sameSite: "None", partitioned: true } as const) : ({ sameSite: "Lax" } as const)),
  });
}

function isSecure(context: Context<PortalEnv>): boolean {
  return new URL(context.req.url).protocol === "https:";
}
