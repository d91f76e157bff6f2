import { expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { attempt } from "../../../src/deliver/attempt.ts";
import { checkUrl } from "../../../src/deliver/safe-url.ts";
import { createOwnHeaders, sealHeaders } from "../../../src/deliver/own-headers.ts";
import { createSigningKeys } from "../../../src/deliver/signing-keys.ts";
import { toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import type { Sealed } from "../../../src/platform/sealed.ts";
import { leaseOf } from "../../support/builders/leases.ts";

const BODY = toUtf8('{"type":"video.media.ready"}');
const SECRET = `whsec_${toBase64(new Uint8Array(32).fill(1))}`;
const sealer = createSealer(toBase64(new Uint8Array(32).fill(7)));
const sealed = await sealer.seal(SECRET, "subscription:sub_1");

type Sent = { url: string; init: RequestInit };

/** Attempts one lease at an endpoint that is a function. */
async function attemptAt(
  endpoint: (sent: Sent) => Response | Promise<Response>,
  own: Partial<Lease["target"]> = {},
) {
  const requests: Sent[] = [];
  const base = leaseOf();
  const lease = { ...base, target: { ...base.target, secrets: [{ sealed, expiresAt: null }], ...own } };
  const result = await attempt(lease, BODY, {
    fetch: (async (url: string, init: RequestInit) => {
      const sent = { url, init };
      requests.push(sent);
      return endpoint(sent);
    }) as typeof fetch,
    keys: createSigningKeys(sealer),
    ownHeaders: createOwnHeaders(sealer),
    isSafe: (url) => checkUrl(url, { allowPrivate: false, ownHosts: [] }).ok,
    clock: { now: () => 1_800_000_000_999 },
  });
  return { result, requests };
}

function headersOf(requests: readonly Sent[]): Record<string, string> {
  return Object.fromEntries(new Headers(requests[0]?.init.headers));
}

it("sends the body as it is, signed, with what tells the receiver its place", async () => {
  const { requests, result } = await attemptAt(() => new Response("thanks"), {
    headers: { "x-team": "video" },
  });

  expect(requests[0]?.init).toMatchObject({ method: "POST", body: BODY, redirect: "manual" });
  expect(headersOf(requests)).toMatchObject({
    "content-type": "application/json",
    "webhook-id": "evt_1",
    "webhook-timestamp": "1800000000",
    "hooklane-event-type": "video.media.ready",
    "hooklane-category": "media",
    "hooklane-stream": "media:a",
    "hooklane-sequence": "4",
    "hooklane-position": "3",
    "hooklane-attempt": "1",
    "x-team": "video",
  });
  expect(headersOf(requests)["user-agent"]).toMatch(/^Hooklane\/\d+\.\d+\.\d+$/);
  expect(headersOf(requests)["webhook-signature"]).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(result).toEqual({ at: 1_800_000_000_999, durationMs: 0, statusCode: 200, responseBody: "thanks" });
});

it("opens the tenant's sealed headers for the endpoint", async () => {
  const headers = await sealHeaders(sealer, { authorization: "Bearer abc" }, "sub_1");

  const { requests } = await attemptAt(() => new Response(), { headers });

  expect(headersOf(requests)).toMatchObject({ authorization: "Bearer abc", "webhook-id": "evt_1" });
});

it("sends nothing where the tenant's headers cannot be opened", async () => {
  const headers = await sealHeaders(sealer, { authorization: "Bearer abc" }, "sub_of_another");

  const { result, requests } = await attemptAt(() => new Response(), { headers });

  expect(result).toMatchObject({ error: "secret_unreadable" });
  expect(requests).toEqual([]);
});

it("has its own headers win over the tenant's", async () => {
  const { requests } = await attemptAt(() => new Response(), { headers: { "webhook-id": "forged" } });

  expect(headersOf(requests)).toMatchObject({ "webhook-id": "evt_1" });
});

it.each([301, 302, 307, 400, 404, 410, 429, 500, 503])(
  "takes %s for a failure and follows nothing",
  async (status) => {
    const headers = { location: "https://elsewhere.example/" };
    const { result, requests } = await attemptAt(() => new Response("no", { status, headers }));

    expect(result).toMatchObject({ statusCode: status, error: "http_status", responseBody: "no" });
    expect(requests).toHaveLength(1);
  },
);

it("passes on how long the endpoint wants to be left alone", async () => {
  const { result } = await attemptAt(
    () => new Response("", { status: 429, headers: { "retry-after": "30" } }),
  );

  expect(result.retryAt).toBe(1_800_000_000_999 + 30_000);
});

it("keeps the first 16 KiB of an answer and takes no interest in the rest", async () => {
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000).fill(120)),
    cancel: () => {
      isCancelled = true;
    },
  });

  const { result } = await attemptAt(() => new Response(endless));

  expect(result.responseBody).toHaveLength(16 * 1024);
  expect(result).toMatchObject({ statusCode: 200, note: "response_too_large" });
  expect(result.error).toBeUndefined();
  expect(isCancelled).toBe(true);
});

it.each([
  ["packed", { "content-encoding": "gzip" }],
  ["chunked", { "transfer-encoding": "chunked" }],
])("does not believe the declared size of a %s answer", async (_, headers) => {
  const long = new Response("x".repeat(100_000), { headers: { ...headers, "content-length": "5" } });

  const { result } = await attemptAt(() => long);

  expect(result.responseBody).toHaveLength(16 * 1024);
});

it("gives up on an answer that does not end in time", async () => {
  const silent = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([65])),
  });

  const { result } = await attemptAt(() => new Response(silent), { timeoutSeconds: 0.05 });

  expect(result).toMatchObject({ statusCode: 200, error: "timeout" });
});

it("gives up on an endpoint that does not answer in time", async () => {
  const { result } = await attemptAt(
    ({ init }) =>
      new Promise((_, reject) => {
        init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      }),
    { timeoutSeconds: 0.05 },
  );

  expect(result).toMatchObject({ error: "timeout" });
  expect(result).not.toHaveProperty("statusCode");
});

it.each([
  ["Network connection lost.", "connection_lost"],
  ["Gzip decompression failed.", "connection_lost"],
  ["connect ECONNREFUSED: connection refused", "connection_refused"],
  ["DNS lookup failed.", "dns_error"],
  ["TLS peer's certificate is not trusted", "tls_error"],
  ["something new", "network_error"],
])("types what fetch throws: %s", async (message, error) => {
  const { result } = await attemptAt(() => Promise.reject(new Error(message)));

  expect(result).toEqual({ at: 1_800_000_000_999, durationMs: 0, error });
});

it("sends nothing to a URL that is not safe, and nothing unsigned", async () => {
  const unsafe = await attemptAt(() => new Response(), { url: "https://10.0.0.1/" });
  const unsigned = await attemptAt(() => new Response(), {
    secrets: [{ sealed: "v1.other.AAAA" as Sealed, expiresAt: null }],
  });

  expect([unsafe.result.error, unsigned.result.error]).toEqual(["unsafe_url", "secret_unreadable"]);
  expect([...unsafe.requests, ...unsigned.requests]).toEqual([]);
});
