export { Coordinator, Deliverer } from "../../../src/worker.ts";

/** Fetches what it is asked to, with nothing of the product's own checks before it: `/?target=URL`. */
export default {
  async fetch(request) {
    const target = new URL(request.url).searchParams.get("target");
    if (target === null) return new Response("ready");
    try {
      const { status } = await fetch(target);
      return new Response(`reached: ${status}`);
    } catch {
      return new Response("not reached");
    }
  },
} satisfies ExportedHandler<Env>;
