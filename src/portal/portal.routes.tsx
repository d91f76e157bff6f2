import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { createMiddleware } from "hono/factory";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { Problem, toDocument } from "../platform/problem.ts";
import { assets } from "./assets/assets.ts";
import { deliveryActions } from "./deliveries.routes.tsx";
import { doorRoutes, requireSession } from "./door.routes.tsx";
import { eventPages } from "./events.routes.tsx";
import { overviewPage } from "./overview.routes.tsx";
import { ProblemPage } from "./pages/problem.view.tsx";
import { document } from "./parts/frame.view.tsx";
import type { PortalDeps, PortalEnv } from "./portal-deps.ts";
import { replayPages } from "./replays.routes.tsx";
import { streamPages } from "./streams.routes.tsx";
import { sourceForms } from "./source-forms.routes.tsx";
import { sourcePages } from "./sources.routes.tsx";
import { subscriptionForms } from "./subscription-forms.routes.tsx";
import { subscriptionPages } from "./subscriptions.routes.tsx";
import { systemPages } from "./system.routes.tsx";
import { tenantForms } from "./tenant-forms.routes.tsx";
import { tenantPages } from "./tenants.routes.tsx";
import { unroutedPages } from "./unrouted.routes.tsx";

const NOBODY = "'none'";
/** What the check of a form's origin throws. */
const FORBIDDEN = 403;
const A_YEAR = "public, max-age=31536000, immutable";

/** The web portal: everything under `/portal`. It calls the use cases of the API and nothing else. */
export function portalRoutes(deps: PortalDeps): Hono<PortalEnv> {
  const portal = new Hono<PortalEnv>();
  const { adminKey: _key, limits: _limits, frameOrigins, ...manage } = deps;

  portal.use("/portal/*", notKept);
  portal.use("/portal/*", pageHeaders(frameOrigins));
  portal.use("/portal/*", csrf());
  portal.use("/portal/*", async (context, next) => {
    context.set("requestId", crypto.randomUUID());
    const { hostname } = new URL(context.req.url);
    context.set("manage", {
      ...manage,
      ownHosts: manage.allowPrivate ? manage.ownHosts : [...manage.ownHosts, hostname],
      waitUntil: (work) => context.executionCtx.waitUntil(work),
    });
    await next();
  });
  showProblems(portal, deps);
  portal.get("/portal/assets/:name", async (context) => {
    const { style, script } = await assets();
    const asset = [style, script].find(({ path }) => path === context.req.path);
    if (!asset) throw new Problem("not_found", "There is no such file; reload the page.");
    return context.body(asset.content, 200, { "content-type": asset.contentType, "cache-control": A_YEAR });
  });
  doorRoutes(portal, deps);

  portal.use("/portal", requireSession(deps));
  portal.use("/portal/*", requireSession(deps));
  pages(portal);
  portal.all("/portal/*", () => {
    throw new Problem("not_found", "There is no such page.");
  });
  return portal;
}

/** All that is behind the door. Forms first: their "new" is no id. */
function pages(portal: Hono<PortalEnv>): void {
  tenantForms(portal);
  tenantPages(portal);
  sourceForms(portal);
  sourcePages(portal);
  unroutedPages(portal);
  systemPages(portal);
  overviewPage(portal);
  subscriptionForms(portal);
  subscriptionPages(portal);
  eventPages(portal);
  deliveryActions(portal);
  streamPages(portal);
  replayPages(portal);
}

/** Problems as pages; what is unexpected is told apart by the request that the log names. */
function showProblems(portal: Hono<PortalEnv>, deps: PortalDeps): void {
  portal.onError(async (failure, context) => {
    const problem = problemOf(failure, context.var.requestId);
    if (problem.code === "internal") {
      const { requestId } = context.var;
      deps.log.warn("portal_failed", { requestId, path: context.req.path, error: String(failure) });
    }
    const { status, title } = toDocument(problem);
    if (problem.retryAfterSeconds !== undefined) {
      context.header("retry-after", String(problem.retryAfterSeconds));
    }
    const page = document({
      title,
      assets: await assets(),
      narrow: true,
      children: <ProblemPage title={title} problem={problem} />,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every status of a problem has a body
    return context.html(page, status as 400);
  });
}

function problemOf(failure: unknown, requestId: string): Problem {
  if (failure instanceof Problem) return failure;
  if (failure instanceof HTTPException && failure.status === FORBIDDEN) {
    return new Problem("forbidden", "This form was sent from another site. Open the portal and do it there.");
  }
  return new Problem("internal", `Something is wrong on our side. The log names it: ${requestId}.`);
}

/** What a page shows is somebody's: no cache on the way keeps it. In front of all else, so that refusals are not kept either. */
const notKept = createMiddleware<PortalEnv>(async (context, next) => {
  await next();
  if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
});

/** No script but ours, no other host, no frame but the operator's. */
function pageHeaders(frameOrigins: readonly string[]) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [NOBODY],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: [NOBODY],
      frameAncestors: frameOrigins.length > 0 ? [...frameOrigins] : [NOBODY],
    },
    // The policy says who may frame; this older header knows no list.
    xFrameOptions: frameOrigins.length > 0 ? false : "DENY",
    // Our own forms have to tell their origin; nobody else learns a path.
    referrerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
  });
}
