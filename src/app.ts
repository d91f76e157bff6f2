import { Hono } from "hono";
import { apiRoutes } from "./api/api.routes.ts";
import { isLocalHost } from "./config.ts";
import { ingestRoutes } from "./ingest/ingest.routes.ts";
import { createSourceCache } from "./ingest/source-cache.ts";
import { createParts, type Parts } from "./parts.ts";
import { createLog } from "./platform/log.ts";
import { portalRoutes } from "./portal/portal.routes.tsx";
import { Problem, toResponse } from "./platform/problem.ts";

type App = Hono<{ Bindings: Env }>;

let made: { env: Env; app: App } | undefined;

/** The whole HTTP surface. A deployment that is misconfigured answers nothing but that. */
export async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  try {
    if (made?.env !== env) made = { env, app: assemble(createParts(env)) };
    return await made.app.fetch(request, env, ctx);
  } catch (failure) {
    createLog("warn").warn("misconfigured", { error: String(failure) });
    return toResponse(
      new Problem("misconfigured", "The operator finds the reason in this deployment's log."),
    );
  }
}

function assemble(parts: Parts): App {
  const { config } = parts;
  const app: App = new Hono();
  app.use(async (context, next) => {
    // Whoever is reached by a public name must not let tenants name private addresses.
    if (config.allowPrivateEndpoints && !isLocalHost(new URL(context.req.url).hostname)) {
      return toResponse(
        new Problem("misconfigured", "ALLOW_PRIVATE_ENDPOINTS is for 127.0.0.1 only: unset it."),
      );
    }
    return next();
  });
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.route("/", ingestRoutes({ ...parts, sources: createSourceCache(parts) }));
  app.route(
    "/",
    apiRoutes({
      ...parts,
      adminKey: config.adminKey,
      allowPrivate: config.allowPrivateEndpoints,
      ownHosts: config.publicHosts,
    }),
  );
  app.route(
    "/",
    portalRoutes({
      ...parts,
      adminKey: config.adminKey,
      allowPrivate: config.allowPrivateEndpoints,
      ownHosts: [],
      frameOrigins: config.portalFrameOrigins,
    }),
  );
  app.notFound(() =>
    toResponse(
      new Problem("not_found", "There is nothing at this path. GET /openapi.json lists what there is."),
    ),
  );
  return app;
}
