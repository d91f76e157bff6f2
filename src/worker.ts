import { answer } from "./app.ts";
import { upkeep } from "./scheduled.ts";

export { Coordinator } from "./coordinate/coordinator.do.ts";
export { Deliverer } from "./deliver/deliverer.do.ts";

export default {
  fetch: answer,
  scheduled: (_, env, ctx) => upkeep(env, ctx),
} satisfies ExportedHandler<Env>;
