import type { FloorEnv } from "./floor.do.ts";
import { countRecorded, RECORD_SCHEMA } from "./floor.sql.ts";

export { FloorLog } from "./floor.do.ts";

let key: Promise<CryptoKey> | undefined;

/**
 * The least that a Worker must do to verify, keep, pass on and record an event. It promises nothing else:
 * no order, no retry, no signature of its own. What Hooklane reaches is quoted as a share of this.
 */
export default {
  async fetch(request, env, ctx): Promise<Response> {
    const log = env.LOG.getByName("floor");
    switch (new URL(request.url).pathname) {
      case "/ingest":
        return receive(request, env, ctx);
      case "/setup":
        await env.DB.prepare(RECORD_SCHEMA).run();
        return new Response(null, { status: 204 });
      case "/counters":
        return Response.json({ ...(await log.counters()), recorded: await countRecorded(env.DB) });
      default:
        return new Response(null, { status: 404 });
    }
  },
} satisfies ExportedHandler<FloorEnv>;

async function receive(request: Request, env: FloorEnv, ctx: ExecutionContext): Promise<Response> {
  const body = await request.bytes();
  const isVerified = await verify(env, request.headers.get("fastpix-signature") ?? "", body);
  if (!isVerified) return new Response(null, { status: 401 });
  const event: unknown = JSON.parse(new TextDecoder().decode(body));
  if (!isIdentified(event)) return new Response(null, { status: 400 });
  const number = await env.LOG.getByName("floor").append(event.id, body);
  ctx.waitUntil(Promise.all(endpointsOf(env).map((endpoint) => deliver(endpoint, body))));
  return Response.json({ id: String(number), duplicate: false }, { status: 202 });
}

function verify(env: FloorEnv, signature: string, body: Uint8Array): Promise<boolean> {
  key ??= crypto.subtle.importKey(
    "raw",
    fromBase64(env.SOURCE_SECRET),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  return key.then((known) => crypto.subtle.verify("HMAC", known, fromBase64(signature), body));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function isIdentified(event: unknown): event is { id: string } {
  return typeof event === "object" && event !== null && "id" in event && typeof event.id === "string";
}

function endpointsOf(env: FloorEnv): string[] {
  return env.ENDPOINTS.split(",").filter((endpoint) => endpoint !== "");
}

async function deliver(endpoint: string, body: Uint8Array): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(endpoint, { method: "POST", headers, body });
  await response.arrayBuffer();
}
