import { createApp } from "./app.ts";

export { Coordinator } from "./coordinate/coordinator.do.ts";
export { Deliverer } from "./deliver/deliverer.do.ts";

export default {
  fetch: (request, env, ctx) => createApp(env).fetch(request, env, ctx),
} satisfies ExportedHandler<Env>;
