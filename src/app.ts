import { Hono } from "hono";
import { type Config, isLocalHost, readConfig } from "./config.ts";
import type { Lease } from "./coordinate/lease.ts";
import { deliverFor } from "./deliver/deliver-for.ts";
import { attemptDepsOf } from "./deliver/isolate-attempts.ts";
import { ingestRoutes } from "./ingest/ingest.routes.ts";
import { createSourceCache } from "./ingest/source-cache.ts";
import { systemClock as clock } from "./platform/clock.ts";
import { createLog, type Log } from "./platform/log.ts";
import { Problem, toResponse } from "./platform/problem.ts";
import { createSealer, type Sealer } from "./platform/seal.ts";

/** What an isolate makes once and every request shares. */
interface Parts {
  config: Config;
  log: Log;
  sealer: Sealer;
  deliver(coordinator: string, leases: readonly Lease[], body: Uint8Array): Promise<void>;
}

let made: { env: Env; app: Hono<{ Bindings: Env }> } | undefined;

/** The whole HTTP surface. A deployment that is misconfigured answers nothing but that. */
export async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  try {
    if (made?.env !== env) made = { env, app: assemble(env) };
    return await made.app.fetch(request, env, ctx);
  } catch (failure) {
    createLog("warn").warn("misconfigured", { error: String(failure) });
    return toResponse(new Problem("misconfigured", "The operator finds the reason in this deployment's log."));
  }
}

function partsOf(env: Env): Parts {
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  return {
    config,
    log,
    sealer: createSealer(config.encryptionKey),
    deliver: (name, leases, body) =>
      deliverFor(leases, body, {
        coordinator: () => env.COORDINATOR.getByName(name),
        attempts: attemptDepsOf(config),
        log,
      }),
  };
}

function assemble(env: Env): Hono<{ Bindings: Env }> {
  const { config, log, sealer, deliver } = partsOf(env);
  const app = new Hono<{ Bindings: Env }>();
  app.use(async (context, next) => {
    // Whoever is reached by a public name must not let tenants name private addresses.
    if (config.allowPrivateEndpoints && !isLocalHost(new URL(context.req.url).hostname)) {
      return toResponse(new Problem("misconfigured", "ALLOW_PRIVATE_ENDPOINTS is for 127.0.0.1 only: unset it."));
    }
    return next();
  });
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.route(
    "/",
    ingestRoutes({
      db: env.DB,
      sources: createSourceCache({ db: env.DB, sealer, clock, log }),
      coordinator: (name) => env.COORDINATOR.getByName(name),
      deliver,
      clock,
      log,
    }),
  );
  app.notFound(() => toResponse(new Problem("not_found", "There is nothing at this path. /docs lists what there is.")));
  return app;
}
