import { describe, expect, it } from "vitest";
import type { KnownSource } from "../../../src/ingest/known-source.ts";
import { receive } from "../../../src/ingest/receive.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";
import {
  ACME,
  acceptedAs,
  eventOf,
  NOW,
  OTHER_SECRET,
  recordingDeps,
  SECRET,
  sign,
  sourceOf,
  messageOf,
  streamOf,
} from "./builders.ts";

type Given = Partial<Parameters<typeof recordingDeps>[0]>;

/** Sends a body to ingest, signed unless `signature` says otherwise. */
async function send(text: string, given: Given & { signature?: string | null; headers?: HeadersInit } = {}) {
  const { deps, recorded } = recordingDeps({ source: await sourceOf(), ...given });
  const body = toUtf8(text);
  const headers = new Headers(given.headers);
  const signature = given.signature === undefined ? await sign(body) : given.signature;
  if (signature !== null) headers.set("fastpix-signature", signature);
  const received = await receive(
    { source: "src_1", message: messageOf(streamOf(body).stream, headers) },
    deps,
  );
  return { received, recorded, body };
}

const pointerSource = (): Promise<KnownSource> =>
  sourceOf({ routing: { pointer: ["data", "metadata", "tenant"] } });

describe("a verified event", () => {
  it("goes to the coordinator of its stream with everything that it needs", async () => {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "FastPix/1",
      cookie: "no",
    };

    const { received, recorded, body } = await send(eventOf(), { headers });

    expect(received).toMatchObject({
      result: "accepted",
      eventId: "evt_1",
      sequence: 1,
      delivery: { coordinator: "ten_acme:0", leases: [], body },
      about: { tenantId: "ten_acme", stream: "media:m1", type: "video.media.ready", bodyBytes: body.length },
    });
    expect(recorded.arrivals).toEqual([
      {
        coordinator: "ten_acme:0",
        arrival: {
          sourceId: "src_1",
          providerEventId: "e1",
          type: "video.media.ready",
          stream: "media:m1",
          occurredAt: Date.parse("2026-06-02T08:16:41.361Z"),
          receivedAt: NOW,
          contentType: "application/json; charset=utf-8",
          headers: { "user-agent": "FastPix/1", "fastpix-signature": await sign(body) },
          body,
          configVersion: 3,
          orderWindowMs: 1_500,
          learn: false,
        },
      },
    ]);
  });

  it("keeps odd bytes as they came: a byte order mark, spaces, escapes", async () => {
    const text = `\uFEFF  {"id":"e1",\r\n "type":"video.media.ready","x":"\\u00e9é\\/😀"}\n\n`;

    const { recorded } = await send(text);

    expect(recorded.arrivals[0]?.arrival.body).toEqual(toUtf8(text));
  });

  it("finds the same coordinator each time, and each partition has some streams", async () => {
    const source = await sourceOf({ routing: { tenant: { ...ACME, partitions: 4 } } });
    const streams = Array.from({ length: 40 }, (_, index) => eventOf({ object: { id: `m${index}` } }));

    const once = await Promise.all(streams.map((text) => send(text, { source })));
    const again = await Promise.all(streams.map((text) => send(text, { source })));

    const names = once.map(({ recorded }) => recorded.arrivals[0]?.coordinator);
    expect(again.map(({ recorded }) => recorded.arrivals[0]?.coordinator)).toEqual(names);
    expect(new Set(names)).toEqual(new Set(["ten_acme:0", "ten_acme:1", "ten_acme:2", "ten_acme:3"]));
  });

  it("teaches nothing where it did not name its tenant itself", async () => {
    const { recorded } = await send(eventOf());

    expect(recorded.arrivals).toHaveLength(1);
    expect(recorded.remembered).toEqual([]);
  });

  it("is told from a re-send by the coordinator", async () => {
    const accept = () => Promise.resolve({ result: "duplicate" as const, eventId: "evt_0", sequence: 5 });

    const { received } = await send(eventOf(), { accept });

    expect(received).toMatchObject({ result: "duplicate", eventId: "evt_0", sequence: 5 });
  });

  it.each(["", "x".repeat(600)])("is taken for JSON where the content type is %j", async (contentType) => {
    const { recorded } = await send(eventOf(), { headers: { "content-type": contentType } });

    expect(recorded.arrivals[0]?.arrival.contentType).toBe("application/json");
  });

  it("is asked for again when its coordinator cannot take it", async () => {
    const unavailable = { result: "unavailable", why: "configuration-unreadable" } as const;

    const { received } = await send(eventOf(), { accept: () => Promise.resolve(unavailable) });

    expect(received).toEqual(unavailable);
  });
});

describe("an event that names its tenant", () => {
  const named = eventOf({ data: { id: "m1", metadata: { tenant: "acme" } } });

  it("teaches the tenant of its stream once it is durable", async () => {
    const { recorded } = await send(named, { source: await pointerSource(), tenants: { acme: ACME } });

    expect(recorded.arrivals[0]?.arrival.learn).toBe(true);
    expect(recorded.remembered).toEqual([{ sourceId: "src_1", stream: "media:m1", tenantId: "ten_acme" }]);
  });

  it("teaches nothing while it is not", async () => {
    const accept = () => Promise.resolve({ result: "unavailable" as const, why: "erased" as const });

    const { recorded } = await send(named, {
      source: await pointerSource(),
      tenants: { acme: ACME },
      accept,
    });

    expect(recorded.remembered).toEqual([]);
  });
});

describe("an event of nobody", () => {
  it("is kept with its reason, its text and its headers", async () => {
    const text = `\uFEFF${eventOf()}`;

    const { received, recorded } = await send(text, {
      source: await pointerSource(),
      headers: { "user-agent": "F" },
    });

    const [kept] = recorded.unrouted;
    expect(kept?.event).toMatchObject({
      sourceId: "src_1",
      providerEventId: "e1",
      reason: "no_tenant_named",
    });
    expect(kept?.content.body).toBe(text);
    expect(kept?.content.headers["user-agent"]).toBe("F");
    expect(received).toMatchObject({ result: "unrouted", eventId: kept?.event.id, isDuplicate: false });
    expect(recorded.arrivals).toEqual([]);
  });

  it("has the first one's id when it is sent again", async () => {
    const { received } = await send(eventOf(), { source: await pointerSource(), keptId: "evt_first" });

    expect(received).toMatchObject({ result: "unrouted", eventId: "evt_first", isDuplicate: true });
  });
});

describe("what is no event", () => {
  it.each(["{}", '{"type":"video.media.ready"}', '{"id":"e1"}'])(
    "verified as %s is ignored",
    async (text) => {
      const { received, recorded } = await send(text);

      expect(received).toEqual({ result: "ignored" });
      expect(recorded.arrivals).toEqual([]);
    },
  );

  it.each(["", "hello", "[]", "null"])("verified as %j is refused", async (text) => {
    const { received } = await send(text);

    expect(["not-json", "not-an-event"]).toContain(received.result);
  });

  it("is looked at only once it is verified", async () => {
    const { received } = await send("hello", { signature: await sign(toUtf8("hello"), OTHER_SECRET) });

    expect(received).toEqual({ result: "refused", verification: { result: "mismatch" } });
  });
});

describe("a request without a good signature", () => {
  it.each(["", "{}"])("is a probe if it is unsigned and says %j, with and without a secret", async (text) => {
    const withSecret = await send(text, { signature: null });
    const without = await send(text, { signature: null, source: await sourceOf({ secrets: [] }) });

    expect(withSecret.received).toEqual({ result: "probe" });
    expect(without.received).toEqual({ result: "probe" });
  });

  it("reaches no tenant, no coordinator and no store", async () => {
    const { received, recorded } = await send(eventOf(), { signature: null, source: await pointerSource() });

    expect(received.result).toBe("refused");
    const { rejections: _, ...reached } = recorded;
    expect(reached).toEqual({ arrivals: [], unrouted: [], remembered: [], lookedUp: ["source src_1"] });
  });

  it("is told apart if its sender did not decode the secret", async () => {
    const signature = await sign(toUtf8(eventOf()), SECRET, true);

    const { received } = await send(eventOf(), { signature });

    expect(received).toMatchObject({
      verification: { result: "mismatch", hint: "matches-with-undecoded-secret" },
    });
  });

  it("finds no secret where the only one has expired", async () => {
    const source = await sourceOf();
    const expired = { ...source, secrets: source.secrets.map((secret) => ({ ...secret, expiresAt: NOW })) };

    const { received } = await send(eventOf(), { source: expired });

    expect(received).toEqual({ result: "refused", verification: { result: "no-secret" } });
  });

  it("may be good where a secret of ours cannot be opened: it is asked for again", async () => {
    const source = await sourceOf({ unreadableSecrets: 1, secrets: [] });

    const { received } = await send(eventOf(), { source });

    expect(received).toEqual({ result: "unavailable", why: "secret-unreadable" });
  });
});

it.each([
  ["that does not exist", null, "unknown-source"],
  ["that is disabled", sourceOf({ isEnabled: false }), "source-disabled"],
])("a source %s takes nothing in, not even a probe", async (_, source, result) => {
  const event = await send(eventOf(), { source: await source });
  const probe = await send("", { source: await source, signature: null });

  expect([event.received, probe.received]).toEqual([{ result }, { result }]);
});

it("hands a failure of its own reads to the caller and accepts nothing", async () => {
  const { deps, recorded } = recordingDeps({
    source: await pointerSource(),
    accept: async () => acceptedAs("evt_1"),
  });
  const failing = { ...deps.sources, findStreamTenant: () => Promise.reject(new Error("D1 is away")) };
  const body = toUtf8(eventOf());
  const headers = new Headers({ "fastpix-signature": await sign(body) });

  const received = receive(
    { source: "src_1", message: messageOf(streamOf(body).stream, headers) },
    { ...deps, sources: failing },
  );

  await expect(received).rejects.toThrow("D1 is away");
  expect(recorded.arrivals).toEqual([]);
});
