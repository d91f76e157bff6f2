import product from "../src/worker.ts";

export { Coordinator, Deliverer } from "../src/worker.ts";

/** The product as it is, and one path more that tells what coordinators have cost: `GET /bench/counters?name=...`. */
export default {
  ...product,
  async fetch(request, env, ctx) {
    // A URL of its own for each event would be counted as the product's work.
    if (!request.url.includes("/bench/counters?")) return product.fetch(request, env, ctx);
    const names = new URL(request.url).searchParams.getAll("name");
    return Response.json(await Promise.all(names.map((name) => env.COORDINATOR.getByName(name).counters())));
  },
} satisfies ExportedHandler<Env>;
