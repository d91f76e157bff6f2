import { Hono } from "hono";

let made: { env: Env; app: Hono } | undefined;

/** The whole HTTP surface, made once per isolate. */
export function createApp(env: Env): Hono {
  if (made?.env !== env) made = { env, app: assemble() };
  return made.app;
}

function assemble(): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  return app;
}
