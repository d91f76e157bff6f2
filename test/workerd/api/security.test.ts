import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { newKeyText } from "../../../src/manage/keys/key-text.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, ORIGIN } from "./api-under-test.ts";
import { wholeRecord } from "./whole-record.ts";
import { newKey } from "./with-key.ts";

// Every operation of the contract, so that a new route is under this list as soon as it exists.
const underTest = apiUnderTest();
const { api } = underTest;
const operations = api.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === "route"
    ? [[definition.route.method.toUpperCase(), definition.route.path] as const]
    : [],
);

/** What a tenant's key may ask for outside its own tenant. */
const OPEN_TO_ALL = ["/v1/event-types", "/v1/categories"];
const ofTenant = operations.filter(([, path]) => path.startsWith("/v1/tenants/{tenant}"));
const ofOperator = operations.filter(
  ([, path]) => !path.startsWith("/v1/tenants/{tenant}") && !OPEN_TO_ALL.includes(path),
);
const changing = ofTenant.filter(([method]) => method !== "GET");

let own: string;
let foreign: string;
let subscription: string;
const keys = { manage: "", read: "", revoked: "" };

beforeAll(async () => {
  await emptyDatabase();
  own = await newTenant(underTest, { uid: "own" });
  foreign = await newTenant(underTest, { uid: "foreign" });
  subscription = (await newSubscription(underTest, foreign)).id;
  keys.manage = await newKey(underTest, own, "manage");
  keys.read = await newKey(underTest, own, "read");
  const { json } = await underTest.post(`/v1/tenants/${own}/keys`, { role: "manage" });
  keys.revoked = json.key;
  await underTest.remove(`/v1/tenants/${own}/keys/${json.id}`);
});

/** The path with a tenant in it, and things that this tenant has. */
function within(tenant: string, path: string): string {
  return path.replace("{tenant}", tenant).replace("{subscription}", subscription);
}

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
    `Bearer ${keys.revoked}`,
    `Bearer ${newKeyText()}`,
    `Bearer ${keys.manage.slice(0, -1)}`,
    `Bearer ${keys.manage}0`,
    `Bearer ${keys.manage} ${keys.manage}`,
    `Bearer ${keys.manage.toLowerCase()}`,
    "Bearer hl_",
    "Bearer",
  ];

  const responses = await Promise.all(wrong.map((authorization) => send(method, path, authorization)));

  for (const response of responses) {
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("invalid_token");
    expect(await response.json()).toMatchObject({ code: "credentials_invalid" });
  }
});

it("knows of operations of tenants and of the operator", () => {
  expect([ofTenant.length > 15, ofOperator.length > 10]).toEqual([true, true]);
});

it.each(ofTenant)("does not let another tenant's key in to %s %s", async (method, path) => {
  const before = await wholeRecord();
  const bearers = [keys.manage, keys.read].map((key) => `Bearer ${key}`);

  const byId = await Promise.all(bearers.map((bearer) => send(method, within(foreign, path), bearer)));
  const byUid = await Promise.all(bearers.map((bearer) => send(method, within("foreign", path), bearer)));
  const ofNobody = await send(method, within("ten_nobody", path), bearers[0]);

  const documents = await Promise.all([...byId, ...byUid, ofNobody].map((response) => response.json()));
  const [first] = documents;
  expect(first).toMatchObject({ status: 404, code: "not_found" });
  // What is there and what is not look the same from outside.
  for (const document of documents) expect(document).toEqual(first);
  expect(await wholeRecord()).toBe(before);
});

it.each(ofTenant)(
  "does not hand over another tenant's things under the own name: %s %s",
  async (method, path) => {
    const before = await wholeRecord();

    const response = await send(method, within(own, path), `Bearer ${keys.read}`);

    const text = await response.text();
    expect(text).not.toContain(foreign);
    expect(text).not.toContain("acme.example");
    expect(await wholeRecord()).toBe(before);
  },
);

it.each(ofTenant.filter(([, path]) => path.includes("{subscription}")))(
  "does not work on another tenant's subscription under the own name: %s %s",
  async (method, path) => {
    const before = await wholeRecord();

    const response = await send(method, within(own, path), `Bearer ${keys.manage}`);

    expect(response.ok).toBe(false);
    expect(await response.text()).not.toContain("acme.example");
    expect(await wholeRecord()).toBe(before);
  },
);

it.each(changing)("lets a key that only reads not %s %s", async (method, path) => {
  const before = await wholeRecord();

  const response = await send(method, within(own, path), `Bearer ${keys.read}`);

  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "forbidden" });
  expect(await wholeRecord()).toBe(before);
});

it.each(ofOperator)("keeps tenants' keys from %s %s", async (method, path) => {
  const before = await wholeRecord();

  const responses = await Promise.all(
    [keys.manage, keys.read].map((key) => send(method, path, `Bearer ${key}`)),
  );

  for (const response of responses) {
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "forbidden" });
  }
  expect(await wholeRecord()).toBe(before);
});

it.each(OPEN_TO_ALL)("lets every key read %s", async (path) => {
  const response = await send("GET", path, `Bearer ${keys.read}`);

  expect(response.status).toBe(200);
  await response.body?.cancel();
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
