import { expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { ingestRoutes } from "../../../src/ingest/ingest.routes.ts";
import type { KnownSource } from "../../../src/ingest/known-source.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";
import {
  acceptedAs,
  eventOf,
  recordingDeps,
  recordingLog,
  sign,
  sourceOf,
  stoppedClock,
} from "./builders.ts";

const LEASE = { ordinal: 1, eventId: "evt_1" } as Lease;

// Everything that the routes need of D1 is the one batch that keeps an unrouted event.
const failingDb = {
  prepare: () => ({ bind: () => ({}) }),
  batch: () => Promise.reject(new Error("D1 is away")),
} as unknown as D1Database;

/** Ingest as the provider meets it. `call` answers with what an acceptance check looks at. */
async function ingest(given: Partial<Parameters<typeof recordingDeps>[0]> = {}) {
  const { deps, recorded } = recordingDeps({ source: await sourceOf(), ...given });
  const log = recordingLog();
  const delivered: unknown[] = [];
  const waited: Promise<unknown>[] = [];
  const routes = ingestRoutes({
    db: failingDb,
    sources: deps.sources,
    coordinator: (name) => deps.coordinator(name),
    outbox: deps.outbox,
    deliver: (...batch) => {
      delivered.push(batch);
      return Promise.resolve();
    },
    clock: stoppedClock(),
    log,
  });
  const context = {
    waitUntil: (work: Promise<unknown>) => void waited.push(work),
    passThroughOnException() {},
    props: {},
  };

  async function call(body: string | Uint8Array<ArrayBuffer>, signature?: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers);
    if (signature !== undefined) headers.set("FastPix-Signature", signature);
    const request = { method: "POST", ...init, headers, ...(init.method !== "GET" && { body }) };
    const answer = await routes.request("/ingest/src_1", request, {}, context);
    const json: unknown = await answer.json();
    return { status: answer.status, headers: answer.headers, json };
  }
  const callSigned = async (text: string) => call(text, await sign(toUtf8(text)));

  return { call, callSigned, recorded, delivered, waited, log };
}

it("answers a new event with its place", async () => {
  const { callSigned } = await ingest();

  const { status, json } = await callSigned(eventOf());

  expect(status).toBe(202);
  expect(json).toEqual({ id: "evt_1", duplicate: false, stream: "media:m1", sequence: 1 });
});

it("answers a re-send with the first one's place", async () => {
  const accept = () => Promise.resolve({ result: "duplicate" as const, eventId: "evt_0", sequence: 7 });
  const { callSigned, delivered } = await ingest({ accept });

  const { status, json } = await callSigned(eventOf());

  expect(status).toBe(202);
  expect(json).toEqual({ id: "evt_0", duplicate: true, stream: "media:m1", sequence: 7 });
  expect(delivered).toEqual([]);
});

it("delivers what it was given leases for, after the answer", async () => {
  const accept = () => Promise.resolve({ ...acceptedAs("evt_1"), leases: [LEASE] });
  const { callSigned, delivered, waited } = await ingest({ accept });

  await callSigned(eventOf());

  expect(delivered).toEqual([
    ["ten_acme:0", { coordinator: "ten_acme:0", leases: [LEASE], body: toUtf8(eventOf()), unreported: [] }],
  ]);
  // The request itself is waited for, so that a sender that hangs up does not end it.
  expect(waited).toHaveLength(1);
});

it("starts nothing where nothing may be delivered yet", async () => {
  const { callSigned, delivered } = await ingest();

  await callSigned(eventOf());

  expect(delivered).toEqual([]);
});

it.each(["", "{}"])("answers the probe %j", async (body) => {
  const { call } = await ingest();

  expect((await call(body)).status).toBe(200);
});

it("answers a verified body without an event with what it did", async () => {
  const { callSigned } = await ingest();

  const { status, json } = await callSigned('{"hello":"world"}');

  expect({ status, json }).toEqual({ status: 200, json: { ignored: true } });
});

it.each([
  ["no signature", undefined, "signature_missing"],
  ["two signatures", "a, b", "signature_malformed"],
  ["half a signature", "AAAA", "signature_malformed"],
  ["another's signature", `${"A".repeat(43)}=`, "signature_mismatch"],
])("refuses %s", async (_, signature, code) => {
  const { call, recorded } = await ingest();

  const { status, headers, json } = await call(eventOf(), signature);

  expect(status).toBe(401);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(json).toMatchObject({ status: 401, code, type: `urn:hooklane:problem:${code}` });
  expect(recorded.arrivals).toEqual([]);
});

it("tells a source without a secret from a wrong one only in words", async () => {
  const withoutSecret = await ingest({ source: await sourceOf({ secrets: [] }) });

  const { status, json } = await withoutSecret.callSigned(eventOf());

  expect(status).toBe(401);
  expect(json).toMatchObject({
    code: "signature_mismatch",
    detail: expect.stringContaining("no secret yet") as string,
  });
});

it.each([
  ["hello", "malformed_json"],
  ["", "malformed_json"],
  ["[]", "not_an_event"],
  [eventOf({ id: "x".repeat(300) }), "not_an_event"],
])("answers the verified body %.20j with 400 %s", async (text, code) => {
  const { callSigned } = await ingest();

  const { status, json } = await callSigned(text);

  expect(status).toBe(400);
  expect(json).toMatchObject({ code });
});

it("answers 413 to a body over the limit, signed or not", async () => {
  const { call } = await ingest();
  const body = new Uint8Array(1_048_577).fill(32);

  const unsigned = await call(body);
  const signed = await call(body, await sign(body));

  expect([unsigned.status, signed.status]).toEqual([413, 413]);
  expect(signed.json).toMatchObject({ code: "body_too_large" });
});

it.each([
  ["unknown", null],
  ["disabled", sourceOf({ isEnabled: false })],
] as [string, Promise<KnownSource> | null][])("answers 404 for a source that is %s", async (_, source) => {
  const { call } = await ingest({ source: await source });

  const { status, json } = await call("");

  expect(status).toBe(404);
  expect(json).toMatchObject({ code: "not_found" });
});

it.each(["GET", "PUT", "DELETE"])("answers %s with the method that it takes", async (method) => {
  const { call } = await ingest();

  const { status, headers, json } = await call("", undefined, { method });

  expect([status, headers.get("allow")]).toEqual([405, "POST"]);
  expect(json).toMatchObject({ code: "method_not_allowed" });
});

it.each([
  ["is overloaded", () => Promise.reject(Object.assign(new Error("too many"), { overloaded: true }))],
  ["is broken", () => Promise.reject(new Error("secret detail of ours"))],
  [
    "cannot read its configuration",
    () => Promise.resolve({ result: "unavailable", why: "configuration-unreadable" } as const),
  ],
])("asks for the event again when the coordinator %s", async (_, accept) => {
  const { callSigned, log } = await ingest({ accept });

  const { status, headers, json } = await callSigned(eventOf());

  expect(status).toBe(503);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect(JSON.stringify(json)).not.toContain("secret detail");
  expect(log.lines[0]?.fields).toMatchObject({ result: "unavailable" });
});

it("asks for the event again when an event of nobody cannot be kept", async () => {
  const source = await sourceOf({ routing: { pointer: ["data", "tenant"] } });
  const { callSigned } = await ingest({ source });

  const { status, headers } = await callSigned(eventOf());

  expect(status).toBe(503);
  expect(headers.has("retry-after")).toBe(true);
});

it("writes one line for each request, without the body and without the signature", async () => {
  const { call, callSigned, log } = await ingest();
  const signature = await sign(toUtf8(eventOf()));

  await callSigned(eventOf({ note: "private" }));
  await call(eventOf({ note: "private" }), signature);
  await call("");

  const lines = log.lines.filter(({ what }) => what === "ingest");
  expect(lines.map(({ fields }) => fields?.result)).toEqual(["accepted", "refused", "probe"]);
  expect(lines[0]?.fields).toMatchObject({
    tenantId: "ten_acme",
    stream: "media:m1",
    sequence: 1,
    durationMs: 0,
  });
  expect(lines[1]?.fields).toMatchObject({ verification: "mismatch" });
  expect(JSON.stringify(log.lines)).not.toMatch(/private/);
  expect(JSON.stringify(log.lines)).not.toContain(signature);
});
