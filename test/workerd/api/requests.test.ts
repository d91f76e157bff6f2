import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, ORIGIN } from "./api-under-test.ts";

beforeEach(emptyDatabase);

/** The API over a database that fails with this message, whatever is asked of it. */
function apiWith(message: string) {
  const fail = () => {
    throw new Error(message);
  };
  // oxlint-disable-next-line typescript/no-deprecated -- the type still asks for `dump`
  return apiUnderTest({ db: { prepare: fail, batch: fail, exec: fail, withSession: fail, dump: fail } });
}

const AS_JSON = { "content-type": "application/json" };

it.each([
  ["{", 400, "malformed_json"],
  ["\uFEFF{}", 400, "malformed_json"],
  ["undefined", 400, "malformed_json"],
  ["[]", 422, "invalid"],
  ['"text"', 422, "invalid"],
  ["null", 422, "invalid"],
])("answers the body %j with %i %s", async (body, status, code) => {
  const { send } = apiUnderTest();

  const answer = await send("POST", "/v1/tenants", { headers: AS_JSON, body });

  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.json).toMatchObject({
    status,
    title: expect.any(String) as unknown,
    detail: expect.any(String) as unknown,
  });
});

it("refuses bytes that are not UTF-8", async () => {
  const { send } = apiUnderTest();

  const answer = await send("POST", "/v1/tenants", {
    headers: AS_JSON,
    body: Uint8Array.of(0x22, 0xff, 0x22),
  });

  expect([answer.status, answer.json.code]).toEqual([400, "malformed_json"]);
});

it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
  "refuses a body of the type %s",
  async (type) => {
    const { send } = apiUnderTest();

    const answer = await send("POST", "/v1/tenants", {
      headers: { "content-type": type },
      body: '{"name":"Acme"}',
    });

    expect([answer.status, answer.json.code]).toEqual([415, "not_json"]);
  },
);

it("takes JSON with a charset and of a structured type", async () => {
  const { send } = apiUnderTest();
  const body = '{"name":"Acme"}';

  const plain = await send("POST", "/v1/tenants", {
    headers: { "content-type": "application/json; charset=utf-8" },
    body,
  });
  const structured = await send("POST", "/v1/tenants", {
    headers: { "content-type": "application/vnd.acme+json" },
    body,
  });

  expect([plain.status, structured.status]).toEqual([201, 201]);
});

it("takes a missing body for an empty one", async () => {
  const { send } = apiUnderTest();

  const answer = await send("POST", "/v1/tenants", { headers: AS_JSON });

  expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, "/name"]);
});

it("refuses a body over the limit, with and without its length in front", async () => {
  const { send } = apiUnderTest();
  const chunk = new TextEncoder().encode(" ".repeat(64 * 1024));
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(chunk);
    },
  });

  const declared = await send("POST", "/v1/tenants", { headers: AS_JSON, body: " ".repeat(256 * 1024 + 1) });
  const streamed = await send("POST", "/v1/tenants", { headers: AS_JSON, body: endless });

  expect([declared.status, declared.json.code]).toEqual([413, "body_too_large"]);
  expect([streamed.status, streamed.json.code]).toEqual([413, "body_too_large"]);
  expect(pulled).toBeLessThan(10);
});

it.each([
  ['{"name":"a\\u0000b"}', "/name"],
  ['{"name":"\\ud800"}', "/name"],
  ['{"name":"a","metadata":{"k\\u0000":1}}', "/metadata"],
  ['{"name":"a","metadata":{"__proto__":1}}', "/metadata"],
  [
    `{"name":"a","metadata":{"deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
    `/metadata/deep${"/0".repeat(30)}`,
  ],
])("refuses what cannot be stored as it is: %.40s", async (body, pointer) => {
  const { send } = apiUnderTest();

  const answer = await send("POST", "/v1/tenants", { headers: AS_JSON, body });

  expect([answer.status, answer.json.code, answer.json.errors[0]?.pointer]).toEqual([
    422,
    "invalid",
    pointer,
  ]);
});

it("stores text of every plane as it is", async () => {
  const api = apiUnderTest();
  const name = "Zoë 東京 🎬 \u202e end";

  const id = await newTenant(api, { name, metadata: { [name]: name } });

  expect((await api.get(`/v1/tenants/${id}`)).json).toMatchObject({ name, metadata: { [name]: name } });
});

it.each([
  ["/v1/nothing", 404],
  ["/v1/tenants/", 404],
  ["/v1", 404],
  ["/v1/tenants/ten_nobody", 404],
  ["/v1/tenants/%00", 404],
  ["/v1/tenants/%E0%A4%A", 404],
  ["/v1/tenants/a'--/events", 404],
])("answers GET %s with %i", async (path, status) => {
  const { get } = apiUnderTest();

  const answer = await get(path);

  expect([answer.status, answer.json.code]).toEqual([status, "not_found"]);
});

it("says which methods a path answers", async () => {
  const { send } = apiUnderTest();

  const answer = await send("PUT", "/v1/tenants/ten_1");

  expect([answer.status, answer.json.code]).toEqual([405, "method_not_allowed"]);
  expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(["DELETE", "GET", "HEAD", "PATCH"]);
});

it("names an unknown parameter of a list instead of ignoring it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const answer = await api.get(`/v1/tenants/${tenant}/events?stauts=failed`);

  expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, "stauts"]);
});

it("answers 503 while the database is away, and 500 without a word of what is wrong with us", async () => {
  const away = apiWith("D1_ERROR: Network connection lost.");
  const broken = apiWith("no such table: tenant, password=hunter2");
  const awayAnswer = await away.get("/v1/tenants");
  const brokenAnswer = await broken.get("/v1/tenants");

  expect([awayAnswer.status, awayAnswer.json.code]).toEqual([503, "unavailable"]);
  expect(awayAnswer.headers.get("retry-after")).toBe("5");
  expect([brokenAnswer.status, brokenAnswer.json.code]).toEqual([500, "internal"]);
  expect(JSON.stringify(brokenAnswer.json)).not.toContain("hunter2");
  const requestId = brokenAnswer.headers.get("x-request-id");
  expect(requestId).toEqual(expect.any(String));
  expect(broken.logged.join()).toContain(String(requestId));
  expect(broken.logged.join()).toContain("no such table");
});

it("answers HEAD as it answers GET", async () => {
  const { api } = apiUnderTest();
  const headers = { authorization: `Bearer ${env.ADMIN_KEY}` };

  const response = await api.fetch(
    new Request(`${ORIGIN}/v1/tenants`, { method: "HEAD", headers }),
    env,
    createExecutionContext(),
  );

  expect(response.status).toBe(200);
  expect(await response.text()).toBe("");
});

it("leaves what it stored alone when a later request is refused", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);

  await api.patch(`/v1/tenants/${tenant}/subscriptions/${id}`, { timeoutSeconds: 3, maxInFlight: 0 });

  expect((await api.get(`/v1/tenants/${tenant}/subscriptions/${id}`)).json.timeoutSeconds).toBe(10);
});
