import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isLinkOpen, useLink } from "../manage/portal-links/use-portal-link.ts";
import { noteUsed } from "../manage/keys/note-used.ts";
import { countFailure } from "../manage/limits.ts";
import { authenticate, LINK_KEY_ID, type Principal } from "../manage/principal.ts";
import { assets } from "./assets/assets.ts";
import { EnterPage, LinkOverPage, SignInPage } from "./pages/door.view.tsx";
import { document } from "./parts/frame.view.tsx";
import type { PortalDeps, PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import {
  beginSession,
  isRenewalDue,
  isStillOpen,
  openSession,
  sealSession,
  type Session,
  SESSION_IDLE_SECONDS,
} from "./session.ts";

const COOKIE = "hooklane_portal";

/** Lets in who has a session; everybody else is shown the door. */
export function requireSession(deps: PortalDeps) {
  return createMiddleware<PortalEnv>(async (context, next) => {
    const now = deps.clock.now();
    const cookie = getCookie(context, COOKIE);
    const session = await openSession(deps.sealer, cookie, now);
    if (!session || !(await isStillOpen(session, deps))) {
      endSession(context);
      return context.redirect(cookie === undefined ? "/portal/sign-in" : "/portal/sign-in?over=yes", 303);
    }
    if (isRenewalDue(session, now)) await giveSession(context, deps, { ...session, writtenAt: now });
    context.set("principal", session.principal);
    await next();
  });
}

/** The ways in and out: the operator's key, a tenant's link, and the end of a session. */
export function doorRoutes(portal: Hono<PortalEnv>, deps: PortalDeps): void {
  keyDoor(portal, deps);
  linkDoor(portal, deps);

  portal.post("/portal/sign-out", (context) => {
    endSession(context);
    return context.redirect("/portal/sign-in", 303);
  });
}

function keyDoor(portal: Hono<PortalEnv>, deps: PortalDeps): void {
  portal.get("/portal/sign-in", async (context) => {
    const isOver = context.req.query("over") !== undefined;
    return showDoor(context, { title: "Sign in", page: <SignInPage why={isOver ? "over" : undefined} /> });
  });

  portal.post("/portal/sign-in", async (context) => {
    const key = (await sentForm(context)).text("key").trim();
    const principal = await authenticate(key, deps);
    if (!principal) {
      await countStranger(context, deps);
      return showDoor(context, { title: "Sign in", page: <SignInPage why="wrong" />, status: 401 });
    }
    noteUsed(context.var.manage, principal);
    await begin(context, deps, principal);
    return context.redirect("/portal", 303);
  });
}

function linkDoor(portal: Hono<PortalEnv>, deps: PortalDeps): void {
  portal.get("/portal/enter/:token", async (context) => {
    if (await isLinkOpen(deps, context.req.param("token"))) {
      return showDoor(context, { title: "Open the portal", page: <EnterPage /> });
    }
    await countStranger(context, deps);
    return showDoor(context, { title: "This link is over", page: <LinkOverPage />, status: 410 });
  });

  portal.post("/portal/enter/:token", async (context) => {
    const link = await useLink(deps, context.req.param("token"));
    if (!link) return context.redirect(context.req.path, 303);
    await begin(context, deps, {
      kind: "tenant",
      tenantId: link.tenantId,
      tenantUid: null,
      role: link.role,
      keyId: LINK_KEY_ID,
      lastUsedAt: null,
    });
    return context.redirect("/portal", 303);
  });
}

// The platform sets the header; where it does not, all strangers count together. @throws Problem `rate_limited`
function countStranger(context: Context<PortalEnv>, { limits }: PortalDeps): Promise<void> {
  return countFailure(limits, context.req.header("cf-connecting-ip") ?? "");
}

async function showDoor(
  context: Context<PortalEnv>,
  { title, page, status }: { title: string; page: Child; status?: ContentfulStatusCode },
): Promise<Response> {
  const frame = { title, assets: await assets(), narrow: true, children: page } as const;
  return context.html(document(frame), status ?? 200);
}

async function begin(context: Context<PortalEnv>, deps: PortalDeps, principal: Principal): Promise<void> {
  await giveSession(context, deps, await beginSession(principal, deps.adminKey, deps.clock.now()));
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

function endSession(context: Context<PortalEnv>): void {
  if (getCookie(context, COOKIE) === undefined) return;
  deleteCookie(context, COOKIE, { path: "/portal", secure: isSecure(context) });
}

function isSecure(context: Context<PortalEnv>): boolean {
  return new URL(context.req.url).protocol === "https:";
}
