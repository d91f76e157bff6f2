import product from "../src/worker.ts";

export { Coordinator, Deliverer } from "../src/worker.ts";

/** The product as it is, and one path more that tells what coordinators have cost: `GET /bench/counters?name=...`. */
export default {
  ...product,
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/bench/counters") return product.fetch(request, env, ctx);
    const names = searchParams.getAll("name");
    return Response.json(await Promise.all(names.map((name) => env.COORDINATOR.getByName(name).counters())));
  },
} satisfies ExportedHandler<Env>;
