export { Coordinator, Deliverer } from "../../../src/worker.ts";

/**
 * Fetches what it is asked to, with nothing of the product's own checks before it: `/?target=URL`.
 * `/?spin` never comes to an end, nor does anything else after it.
 */
export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    while (searchParams.has("spin"));
    const target = searchParams.get("target");
    if (target === null) return new Response("ready");
    try {
      const { status } = await fetch(target);
      return new Response(`reached: ${status}`);
    } catch {
      return new Response("not reached");
    }
  },
} satisfies ExportedHandler<Env>;
