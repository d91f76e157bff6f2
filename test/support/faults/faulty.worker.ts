import product, * as parts from "../../../src/worker.ts";
import { setFault, withFaults } from "./d1-with-faults.ts";
import { isFault } from "./fault.ts";

// The product keeps what it made for one environment: each real one has one stand-in.
const standIns = new WeakMap<Env, Env>();

function faulty(env: Env): Env {
  const known = standIns.get(env);
  if (known) return known;
  const standIn = { ...env, DB: withFaults(env.DB) };
  standIns.set(env, standIn);
  return standIn;
}

/** The product's own, with a database that can be made to fail. */
export class Coordinator extends parts.Coordinator {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, faulty(env));
  }
}

/** The product's own, with a database that can be made to fail. */
export class Deliverer extends parts.Deliverer {
  constructor(ctx: ExecutionContext, env: Env) {
    super(ctx, faulty(env));
  }
}

/** The product behind two switches that only tests have: `POST /faults/{fault}` and `POST /cron`. */
export default {
  async fetch(request, env, ctx) {
    const [, place, choice] = new URL(request.url).pathname.split("/");
    if (place === "faults" && isFault(choice)) {
      setFault(choice);
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
