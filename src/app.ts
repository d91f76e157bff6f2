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

interface Doors {
  /** What providers call: an app of its own, so that an event's way leads past no other route. */
  ingest: App;
  rest: App;
}

let made: { env: Env; doors: Doors } | undefined;

/** The whole HTTP surface. A deployment that is misconfigured answers nothing but that. */
export async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  try {
    if (made?.env !== env) made = { env, doors: assemble(createParts(env)) };
    const { ingest, rest } = made.doors;
    return await (isIngest(request.url) ? ingest : rest).fetch(request, env, ctx);
  } catch (failure) {
    createLog("warn").warn("misconfigured", { error: String(failure) });
    return toResponse(
      new Problem("misconfigured", "The operator finds the reason in this deployment's log."),
    );
  }
}

function isIngest(url: string): boolean {
  return url.startsWith("/ingest/", url.indexOf("/", "https://".length));
}

function assemble(parts: Parts): Doors {
  const ingest = guarded(parts);
  ingest.route("/", ingestRoutes({ ...parts, sources: createSourceCache(parts) }));
  ingest.notFound(nothingHere);
  return { ingest, rest: assembleRest(parts) };
}

/** An app that answers nothing where whoever is reached by a public name would let tenants name private addresses. */
function guarded({ config }: Parts): App {
  const app: App = new Hono();
  if (!config.allowPrivateEndpoints) return app;
  const isLocal = rememberLast((origin) => isLocalHost(new URL(origin).hostname));
  return app.use(async ({ req: { url } }, next) => {
    if (isLocal(url.slice(0, url.indexOf("/", "https://".length)))) return next();
    return toResponse(
      new Problem("misconfigured", "ALLOW_PRIVATE_ENDPOINTS is for 127.0.0.1 only: unset it."),
    );
  });
}

/** The same function, not asked anew for what it was asked last. */
function rememberLast<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  let last: { text: string; answer: Answer } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: ask(text) };
    return last.answer;
  };
}

function assembleRest(parts: Parts): App {
  const { config } = parts;
  const app = guarded(parts);
  app.get("/healthz", (context) => context.json({ status: "ok" }));
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
  app.notFound(nothingHere);
  return app;
}

function nothingHere(): Response {
  return toResponse(
    new Problem("not_found", "There is nothing at this path. GET /openapi.json lists what there is."),
  );
}
