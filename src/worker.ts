import { answer } from "./app.ts";

export { Coordinator } from "./coordinate/coordinator.do.ts";
export { Deliverer } from "./deliver/deliverer.do.ts";

export default {
  fetch: answer,
} satisfies ExportedHandler<Env>;
