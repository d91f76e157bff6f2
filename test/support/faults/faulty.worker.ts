import product, * as parts from "../../../src/worker.ts";
import { setFault, withFaults } from "./d1-with-faults.ts";
import { isFault } from "./fault.ts";

// The product keeps what it made for one environment: each real one has one stand-in.
const standIns = new WeakMap<Env, Env>();

function faulty(env: Env): Env {
  const known = standIns.get(env);
  if (known) return known;
  const databases = Object.entries<unknown>({ ...env }).flatMap(([name, binding]) =>
    isDatabase(binding) ? [[name, withFaults(name, binding)] as const] : [],
  );
  const standIn = { ...env, ...Object.fromEntries(databases) };
  standIns.set(env, standIn);
  return standIn;
}

function isDatabase(binding: unknown): binding is D1Database {
  return typeof binding === "object" && binding !== null && "prepare" in binding;
}

/** The product's own, with databases that can be made to fail. */
export class Coordinator extends parts.Coordinator {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, faulty(env));
  }
}

/** The product's own, with databases that can be made to fail. */
export class Deliverer extends parts.Deliverer {
  constructor(ctx: ExecutionContext, env: Env) {
    super(ctx, faulty(env));
  }
}

/** The product behind two switches that only tests have: `POST /faults/{fault}/{database}` and `POST /cron`. */
export default {
  async fetch(request, env, ctx) {
    const [, place, choice, database = "DB"] = new URL(request.url).pathname.split("/");
    if (place === "faults" && isFault(choice)) {
      setFault(database, choice);
      return new Response(null, { status: 204 });
    }
    if (place === "cron") {
      const moment = { cron: "* * * * *", scheduledTime: Date.now(), noRetry: () => undefined };
      await product.scheduled(moment, faulty(env), ctx);
      return new Response(null, { status: 204 });
    }
    return product.fetch(request, faulty(env), ctx);
  },
  scheduled: (controller, env, ctx) => product.scheduled(controller, faulty(env), ctx),
} satisfies ExportedHandler<Env>;
