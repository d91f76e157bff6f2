import product from "../src/worker.ts";

export { Coordinator, Deliverer } from "../src/worker.ts";

/** The product as it is, and one path more that tells what a coordinator has cost: `GET /bench/counters/{name}`. */
export default {
  ...product,
  async fetch(request, env, ctx) {
    const [, bench, counters, name] = new URL(request.url).pathname.split("/");
    if (bench !== "bench" || counters !== "counters" || !name) return product.fetch(request, env, ctx);
    return Response.json(await env.COORDINATOR.getByName(decodeURIComponent(name)).counters());
  },
} satisfies ExportedHandler<Env>;
