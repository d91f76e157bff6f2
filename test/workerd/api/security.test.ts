import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { apiUnderTest, emptyDatabase, ORIGIN } from "./api-under-test.ts";

// Every operation of the contract, so that a new route is under this list as soon as it exists.
const { api } = apiUnderTest();
const operations = api.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === "route"
    ? [[definition.route.method.toUpperCase(), definition.route.path] as const]
    : [],
);

beforeAll(emptyDatabase);

async function send(method: string, path: string, authorization?: string): Promise<Response> {
  const headers = authorization === undefined ? {} : { authorization };
  const url = ORIGIN + path.replaceAll(/\{(\w+)\}/g, "$1_1");
  return api.fetch(new Request(url, { method, headers }), env, createExecutionContext());
}

it("covers the whole contract", () => {
  expect(operations.length).toBeGreaterThan(25);
});

it.each(operations)("lets nobody in to %s %s without a key", async (method, path) => {
  const response = await send(method, path);

  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe('Bearer realm="hooklane"');
  expect(await response.json()).toMatchObject({ code: "credentials_missing" });
});

it.each(operations)("lets nobody in to %s %s with a wrong key", async (method, path) => {
  const wrong = [
    "Bearer wrong",
    `Bearer ${env.ADMIN_KEY}x`,
    `Bearer ${env.ADMIN_KEY.slice(1)}`,
    `Basic ${env.ADMIN_KEY}`,
  ];

  const responses = await Promise.all(wrong.map((authorization) => send(method, path, authorization)));

  for (const response of responses) {
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("invalid_token");
    expect(await response.json()).toMatchObject({ code: "credentials_invalid" });
  }
});

it("tells a stranger nothing about which paths there are", async () => {
  const [unknown, known] = await Promise.all([send("GET", "/v1/nothing"), send("PUT", "/v1/tenants")]);

  expect([unknown.status, known.status]).toEqual([401, 401]);
});

it("reads no body before it knows the key", async () => {
  let isRead = false;
  const body = new ReadableStream(
    {
      pull: () => {
        isRead = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": "application/json" };

  const response = await api.fetch(
    new Request(`${ORIGIN}/v1/tenants`, { method: "POST", headers, body }),
    env,
    createExecutionContext(),
  );

  expect([response.status, isRead]).toEqual([401, false]);
});
