import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { forgetRequests } from "../../../src/manage/idempotency/forget-requests.ts";
import { Budget } from "../../../src/manage/retention/budget.ts";
import { type ApiUnderTest, apiUnderTest, emptyDatabase, newTenant } from "./api-under-test.ts";
import { newKey } from "./with-key.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

beforeEach(emptyDatabase);

interface Sent {
  path?: string;
  body?: unknown;
  key?: string;
  as?: string;
}

function post(
  { send }: ApiUnderTest,
  { path = "/v1/tenants", body = { name: "Acme" }, key = "k-1", as }: Sent,
) {
  const headers = {
    "content-type": "application/json",
    "idempotency-key": key,
    ...(as !== undefined && { authorization: `Bearer ${as}` }),
  };
  return send("POST", path, { headers, body: JSON.stringify(body) });
}

async function tenantsMade(): Promise<unknown> {
  return env.DB.prepare("SELECT count(*) AS rows FROM tenant").first("rows");
}

it("answers a repetition as the first time, marked, with one effect", async () => {
  const api = apiUnderTest();

  const first = await post(api, {});
  const again = await post(api, {});

  expect(again.status).toBe(201);
  expect(again.json).toEqual(first.json);
  expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
  expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
    null,
    "true",
  ]);
  expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
  expect(await tenantsMade()).toBe(1);
});

it("refuses a key that stands for another body or another path, instead of giving the old answer", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  await post(api, {});

  const otherBody = await post(api, { body: { name: "Other" } });
  const otherPath = await post(api, { path: "/v1/sources" });

  expect([otherBody.status, otherBody.json.code]).toEqual([422, "idempotency_key_reused"]);
  expect([otherPath.status, otherPath.json.code]).toEqual([422, "idempotency_key_reused"]);
  expect(await tenantsMade()).toBe(2);
  expect(tenant).toMatch(/^ten_/);
});

it("does not let one tenant's key suppress what another tenant asks for", async () => {
  const api = apiUnderTest();
  const tenants = [await newTenant(api), await newTenant(api)];
  const body = { url: "https://acme.example/" };

  const answers = await Promise.all(
    tenants.map(async (tenant) => {
      const as = await newKey(api, tenant, "manage");
      return post(api, { path: `/v1/tenants/${tenant}/subscriptions`, body, as });
    }),
  );
  const byOperator = await Promise.all(
    tenants.map((tenant) => post(api, { path: `/v1/tenants/${tenant}/subscriptions`, body })),
  );

  expect([...answers, ...byOperator].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set([...answers, ...byOperator].map(({ json }) => json.id)).size).toBe(4);
});

it("has one effect when twins come at once: the second is told to come again", async () => {
  const api = apiUnderTest();

  const answers = await Promise.all(Array.from({ length: 8 }, () => post(api, {})));

  const refused = answers.filter(({ status }) => status === 409);
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  expect(answers.length - refused.length).toBe(answers.filter(({ status }) => status === 201).length);
  for (const { json, headers } of refused) {
    expect([json.code, headers.get("retry-after")]).toEqual(["idempotency_in_progress", "1"]);
  }
  expect(await tenantsMade()).toBe(1);
  expect((await post(api, {})).headers.get("idempotent-replayed")).toBe("true");
});

it("gives a refusal again too: nothing was done, and nothing is", async () => {
  const api = apiUnderTest();
  const invalid = await post(api, { body: { name: "" } });

  const again = await post(api, { body: { name: "" } });

  expect([invalid.status, again.status, again.json.code]).toEqual([422, 422, "invalid"]);
  expect(again.headers.get("content-type")).toBe("application/problem+json");
  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

it("does not keep an answer that was our fault: the same key may try again", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const sent = { path: `/v1/tenants/${tenant}/subscriptions`, body: { url: "https://acme.example/" } };
  api.coordinators.failing.set(`${tenant}:0`, 2);

  const failed = await post(api, sent);
  const again = await post(api, sent);

  expect([failed.status, again.status]).toEqual([503, 201]);
  expect(again.headers.get("idempotent-replayed")).toBe(null);
});

it("repeats a secret that is shown once, and keeps it sealed meanwhile", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const sent = { path: `/v1/tenants/${tenant}/keys`, body: { role: "manage" } };

  const first = await post(api, sent);
  const again = await post(api, sent);

  const { results } = await env.DB.prepare("SELECT * FROM idempotency").all();
  expect(again.json.key).toBe(first.json.key);
  expect(JSON.stringify(results)).not.toContain(first.json.key);
  expect(JSON.stringify(results)).toContain('"answer":"v1.');
});

it("gives nothing again to a key that was revoked", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { json } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const sent = { path: `/v1/tenants/${tenant}/keys`, body: { role: "read" }, as: json.key };
  await post(api, sent);

  await api.remove(`/v1/tenants/${tenant}/keys/${json.id}`);

  expect((await post(api, sent)).status).toBe(401);
});

it("runs a request again whose first run died before its answer was kept, after a minute", async () => {
  const api = apiUnderTest();
  await post(api, {});
  await env.DB.prepare("UPDATE idempotency SET answer = NULL").run();

  const soon = await post(api, {});
  api.clock.at += MINUTE_MS;
  const other = await post(api, { body: { name: "Other" } });
  const later = await post(api, {});

  expect([soon.json.code, other.json.code, later.status]).toEqual([
    "idempotency_in_progress",
    "idempotency_key_reused",
    201,
  ]);
});

it("answers the client also where the answer cannot be kept", async () => {
  const failing = new Proxy(env.DB, {
    get: (db, name) =>
      name === "prepare"
        ? (sql: string) => {
            if (sql.startsWith("UPDATE idempotency")) throw new Error("D1 is away");
            return db.prepare(sql);
          }
        : (Reflect.get(db, name) as () => unknown).bind(db),
  });
  const api = apiUnderTest({ db: failing });

  const answer = await post(api, {});

  expect(answer.status).toBe(201);
  expect(api.logged.join()).toContain("answer_not_kept");
});

it("stands for its request for a day, and is forgotten then", async () => {
  const api = apiUnderTest();
  await post(api, {});
  api.clock.at += DAY_MS - 1;
  const stillKept = await post(api, {});
  const early = await forgetRequests(api.deps, new Budget(10));
  api.clock.at += 1;

  const forgotten = await forgetRequests(api.deps, new Budget(10));

  expect(stillKept.headers.get("idempotent-replayed")).toBe("true");
  expect([early, forgotten]).toEqual([0, 1]);
  expect((await post(api, {})).headers.get("idempotent-replayed")).toBe(null);
  expect(await tenantsMade()).toBe(2);
});

it.each(["", "two words", "a".repeat(256)])("refuses the key %j", async (key) => {
  const api = apiUnderTest();

  const refused = await post(api, { key });

  expect([refused.status, refused.json.errors[0]?.pointer]).toEqual([422, "Idempotency-Key"]);
  expect(await tenantsMade()).toBe(0);
});

it("means nothing to a PATCH, which has one effect anyway", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const headers = { "content-type": "application/json", "idempotency-key": "k-1" };
  const patch = (name: string) =>
    api.send("PATCH", `/v1/tenants/${tenant}`, { headers, body: JSON.stringify({ name }) });

  const answers = [await patch("One"), await patch("Two")];

  expect(answers.map(({ json }) => json["name"])).toEqual(["One", "Two"]);
});
