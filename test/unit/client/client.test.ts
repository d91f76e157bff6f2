import { describe, expect, it } from "vitest";
import { createClient, HooklaneError } from "../../../src/client/client.ts";
import { clientAnswered, json, problem } from "./line-under-test.ts";

const EMPTY = () => new Response(null, { status: 204 });

/** What a call fails with. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => ({ succeeded: value }),
    (failure: unknown) => failure,
  );
}

describe("a call", () => {
  it("is sent with its key, its path filled in, and its body as JSON", async () => {
    const { client, sent } = clientAnswered([json({ id: "sub_1" }, { status: 201 })]);

    const made = await client.createSubscription("acme/ü", { url: "https://acme.example/hooks" });

    expect(made).toEqual({ id: "sub_1" });
    expect(sent.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'POST https://hooks.example.com/v1/tenants/acme%2F%C3%BC/subscriptions {"url":"https://acme.example/hooks"}',
    ]);
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer key-of-tests");
    expect(sent[0]?.headers.get("content-type")).toBe("application/json");
  });

  it("brings nothing where the answer has no body", async () => {
    const { client } = clientAnswered([EMPTY]);

    expect(await client.removeSource("src_1")).toBeUndefined();
  });

  it.each(["", ".", ".."])(
    "is not sent where %o stands for an id, which would name another operation",
    async (id) => {
      const { client, sent } = clientAnswered([EMPTY]);

      expect(() => client.removeSource(id)).toThrow(TypeError);
      expect(sent).toEqual([]);
    },
  );

  it("fails with the router's own words", async () => {
    const errors = [{ pointer: "/url", message: "Not a URL." }];
    const document = {
      type: "t",
      title: "T",
      status: 422,
      detail: "/url: Not a URL.",
      code: "invalid",
      errors,
    };
    const { client } = clientAnswered([json(document, { status: 422, headers: { "x-request-id": "r-1" } })]);

    const failure = await failureOf(client.createSubscription("acme", { url: "x" }));

    expect(failure).toBeInstanceOf(HooklaneError);
    expect(failure).toMatchObject({
      code: "invalid",
      status: 422,
      errors,
      requestId: "r-1",
      message: "/url: Not a URL.",
    });
  });

  it.each([
    ["a page of a proxy", () => new Response("<html>", { status: 404 }), 404],
    ["a success that is no JSON", () => new Response("<html>"), 200],
    [
      "a redirect",
      () => new Response(null, { status: 301, headers: { location: "https://evil.example" } }),
      301,
    ],
  ])("fails as unreadable_answer for %s", async (_, reply, status) => {
    const { client, sent } = clientAnswered([reply]);

    expect(await failureOf(client.showTenant("acme"))).toMatchObject({ code: "unreadable_answer", status });
    expect(sent).toHaveLength(1);
  });

  it("says nothing of the key in its failure", async () => {
    const { client } = clientAnswered([new Error("refused")], { maxRetries: 0 });

    const failure = await failureOf(client.showTenant("acme"));

    expect(JSON.stringify(failure) + String(failure)).not.toContain("key-of-tests");
  });
});

describe("a failed try", () => {
  it("is repeated where it passes by itself, each wait longer than the one before", async () => {
    const { client, sent, waits } = clientAnswered([
      new Error("connection reset"),
      problem(503, "unavailable"),
      () => new Response("bad gateway", { status: 502 }),
      json({ id: "ten_1" }),
    ]);

    expect(await client.showTenant("acme")).toEqual({ id: "ten_1" });
    expect(sent).toHaveLength(4);
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it("is repeated three times and no more", async () => {
    const { client, sent } = clientAnswered([problem(503, "unavailable")]);

    expect(await failureOf(client.showTenant("acme"))).toMatchObject({ code: "unavailable", status: 503 });
    expect(sent).toHaveLength(4);
  });

  it("waits for as long as the router asks", async () => {
    const { client, waits } = clientAnswered([
      problem(429, "rate_limited", { "retry-after": "7" }),
      json({}),
    ]);

    await client.showTenant("acme");

    expect(waits).toEqual([7_000]);
  });

  it("is told at once where the router asks for more than a program can be made to wait", async () => {
    const { client, sent } = clientAnswered([problem(429, "rate_limited", { "retry-after": "3600" })]);

    expect(await failureOf(client.showTenant("acme"))).toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: 3600,
    });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [400, "malformed_json"],
    [404, "not_found"],
    [422, "invalid"],
    [500, "internal"],
  ])("is not repeated for %i", async (status, code) => {
    const { client, sent } = clientAnswered([problem(status, code)]);

    expect(await failureOf(client.showTenant("acme"))).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  it("of a POST is repeated under the same Idempotency-Key, another call under another", async () => {
    const { client, sent } = clientAnswered([new Error("reset"), json({}), json({}), json({})]);

    await client.createTenant({ name: "Acme" });
    await client.createTenant({ name: "Acme" });
    await client.createTenant({ name: "Acme" }, { idempotencyKey: "order-17" });

    const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(keys[3]).toBe("order-17");
  });

  it("that takes too long is given up and repeated", async () => {
    const hanging = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    const { client, waits } = clientAnswered([], { fetch: hanging, timeoutMs: 1, maxRetries: 1 });

    expect(await failureOf(client.showTenant("acme"))).toMatchObject({ code: "timeout", status: 0 });
    expect(waits).toHaveLength(1);
  });

  it("is not repeated once the call's own signal has ended it", async () => {
    const ended = new AbortController();
    const { client, sent } = clientAnswered([new Error("reset")], {
      wait: async () => ended.abort(new Error("shutting down")),
    });

    const failure = await failureOf(client.showTenant("acme", { signal: ended.signal }));

    expect(String(failure)).toContain("shutting down");
    expect(sent).toHaveLength(1);
  });
});

describe("a listing", () => {
  const pages = [
    json({ data: [{ id: "evt_3" }, { id: "evt_2" }], nextCursor: "c 1" }),
    json({ data: [], nextCursor: "c2" }),
    json({ data: [{ id: "evt_1" }], nextCursor: null }),
  ];

  it("is read to its end, page after page, an empty one too", async () => {
    const { client, sent } = clientAnswered(pages);
    const ids: string[] = [];

    for await (const { id } of client.listEvents("acme", { status: "failed", limit: 2 })) ids.push(id);

    expect(ids).toEqual(["evt_3", "evt_2", "evt_1"]);
    expect(sent.map(({ url }) => url.split("?")[1])).toEqual([
      "status=failed&limit=2",
      "status=failed&limit=2&cursor=c+1",
      "status=failed&limit=2&cursor=c2",
    ]);
  });

  it("asks for no more pages than are read", async () => {
    const { client, sent } = clientAnswered(pages);

    const events = await client.listEvents("acme").toArray(2);

    expect(events).toHaveLength(2);
    expect(sent).toHaveLength(1);
  });

  it("gives one page with its cursor to those who turn the pages themselves", async () => {
    const { client } = clientAnswered(pages);

    expect(await client.listEvents("acme").page()).toMatchObject({ nextCursor: "c 1" });
  });

  it("fails where the answer is no page", async () => {
    const { client } = clientAnswered([json({ data: {} })]);

    expect(await failureOf(client.listEvents("acme").page())).toMatchObject({ code: "unreadable_answer" });
  });
});

it.each([
  ["a url without its scheme", { url: "hooks.example.com", key: "k" }],
  ["a url that is not of a server", { url: "ftp://hooks.example.com", key: "k" }],
  ["a url with credentials", { url: "https://a:b@hooks.example.com", key: "k" }],
  ["no key", { url: "https://hooks.example.com", key: "" }],
  ["a key with a line end", { url: "https://hooks.example.com", key: "secret\n" }],
])("is not made with %s, and says which without saying the key", (_, options) => {
  expect(() => createClient(options)).toThrow(/^(?!.*secret)(url|key) is/);
});

it("goes to the router's path where it lives below one", async () => {
  const urls: string[] = [];
  const client = createClient({
    url: "https://example.com/hooks/",
    key: "k",
    fetch: async (url) => {
      urls.push(url);
      return Response.json({});
    },
  });

  await client.showTenant("acme");

  expect(urls).toEqual(["https://example.com/hooks/v1/tenants/acme"]);
});
