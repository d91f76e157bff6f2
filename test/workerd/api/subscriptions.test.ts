import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createTenant } from "../../../src/manage/tenants/create-tenant.ts";
import { fromCanonicalBase64 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { findSecrets } from "../../../src/record/subscriptions.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";

beforeEach(emptyDatabase);

/** The newest secret of a subscription as it lies in the record, opened. */
async function openSecret(tenant: string, id: string): Promise<string> {
  const [stored] = await findSecrets(env.DB, tenant, id);
  if (!stored) throw new Error("the subscription has no secret");
  return createSealer(env.ENCRYPTION_KEY).open(stored.sealed, `subscription:${id}`);
}

it("creates a subscription with the defaults and a secret that is shown once", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const created = await newSubscription(api, tenant);

  const { secret, ...shown } = created;
  expect(shown).toEqual({
    id: expect.stringMatching(/^sub_/) as unknown,
    tenantId: tenant,
    url: "https://acme.example/hooks",
    description: null,
    status: "enabled",
    categories: [],
    eventTypes: [],
    filter: null,
    ordering: "stream",
    maxBlockSeconds: 600,
    retrySchedule: [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400],
    timeoutSeconds: 10,
    maxInFlight: 10,
    rateLimit: null,
    headers: {},
    signature: "standard",
    metadata: {},
    createdAt: "2026-11-01T12:00:00.000Z",
    updatedAt: "2026-11-01T12:00:00.000Z",
  });
  expect(secret).toMatch(/^whsec_/);
  expect(fromCanonicalBase64(secret.slice(6))).toHaveLength(32);
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions/${created.id}`)).json).toEqual(shown);
});

it("stores the secret sealed for its subscription", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const { id, secret } = await newSubscription(api, tenant);

  expect(await openSecret(tenant, id)).toBe(secret);
});

it("shows the secret of a FastPix-signed subscription as plain base64 of the same bytes", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const { id, secret } = await newSubscription(api, tenant, { signature: "fastpix" });

  expect(fromCanonicalBase64(secret)).toHaveLength(32);
  expect(await openSecret(tenant, id)).toBe(`whsec_${secret}`);
});

it("keeps every setting that it is given", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const settings = {
    url: "https://acme.example/other",
    description: "all of it",
    categories: ["media", "ai"],
    eventTypes: ["video.media.*", "*"],
    filter: { "data.trial": { $ne: true }, "data.metadata.a\\.b": 5 },
    ordering: "none",
    maxBlockSeconds: null,
    retrySchedule: [],
    timeoutSeconds: 25,
    maxInFlight: 100,
    rateLimit: { perSecond: 0.1 },
    headers: { authorization: "Bearer abc", "X-Team": "video" },
    signature: "fastpix",
    metadata: { nested: { deep: [1, 2, null] } },
  };

  const created = await newSubscription(api, tenant, settings);

  expect(created).toMatchObject(settings);
});

it("changes what is named, resets what is null, and leaves the rest", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant, {
    timeoutSeconds: 3,
    retrySchedule: [1],
    headers: { "x-a": "1" },
    maxBlockSeconds: 5,
    metadata: { a: 1 },
  });

  const changed = await api.patch(`/v1/tenants/${tenant}/subscriptions/${id}`, {
    timeoutSeconds: null,
    retrySchedule: [1, 2],
    headers: null,
    maxBlockSeconds: null,
  });

  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({
    timeoutSeconds: 10,
    retrySchedule: [1, 2],
    headers: {},
    maxBlockSeconds: null,
    metadata: { a: 1 },
    url: "https://acme.example/hooks",
  });
});

it("keeps both of two changes of different settings that are made at once", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;

  await Promise.all([api.patch(path, { timeoutSeconds: 3 }), api.patch(path, { maxInFlight: 2 })]);

  expect((await api.get(path)).json).toMatchObject({ timeoutSeconds: 3, maxInFlight: 2 });
});

it.each([
  [{ url: "http://acme.example/" }, "/url"],
  [{ url: "https://127.0.0.1/" }, "/url"],
  [{ url: "https://user:pw@acme.example/" }, "/url"],
  [{ url: "https://hooks.example.com/ingest/src_1" }, "/url"],
  [{ url: "acme" }, "/url"],
  [{ categories: ["films"] }, "/categories/0"],
  [{ eventTypes: ["video..ready"] }, "/eventTypes/0"],
  [{ eventTypes: ["video.*.ready"] }, "/eventTypes/0"],
  [{ filter: {} }, "/filter"],
  [{ filter: [] }, "/filter"],
  [{ filter: { "data.x/y": { $regex: "a" } } }, "/filter/data.x~1y/$regex"],
  [{ filter: { $or: [{ a: 1 }, { a: { $gt: null } }] } }, "/filter/$or/1/a/$gt"],
  [{ ordering: "random" }, "/ordering"],
  [{ maxBlockSeconds: 604_801 }, "/maxBlockSeconds"],
  [{ maxBlockSeconds: -1 }, "/maxBlockSeconds"],
  [{ retrySchedule: [0] }, "/retrySchedule/0"],
  [{ retrySchedule: [604_801] }, "/retrySchedule/0"],
  [{ retrySchedule: Array.from({ length: 21 }, () => 1) }, "/retrySchedule"],
  [{ timeoutSeconds: 0 }, "/timeoutSeconds"],
  [{ timeoutSeconds: 26 }, "/timeoutSeconds"],
  [{ maxInFlight: 0 }, "/maxInFlight"],
  [{ maxInFlight: 101 }, "/maxInFlight"],
  [{ rateLimit: { perSecond: 0.05 } }, "/rateLimit/perSecond"],
  [{ rateLimit: { perSecond: 1001 } }, "/rateLimit/perSecond"],
  [{ rateLimit: 5 }, "/rateLimit"],
  [{ headers: { "Webhook-Id": "x" } }, "/headers/Webhook-Id"],
  [{ headers: { "hooklane-x": "x" } }, "/headers/hooklane-x"],
  [{ headers: { Host: "x" } }, "/headers/Host"],
  [{ headers: { "content-length": "1" } }, "/headers/content-length"],
  [{ headers: { "some:thing": "x" } }, "/headers/some:thing"],
  [{ headers: { "x-a": "line\nbreak" } }, "/headers/x-a"],
  [{ signature: "md5" }, "/signature"],
  [{ status: "paused" }, "/status"],
])("refuses %j and points at %s, when made and when changed", async (wrong, pointer) => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);

  const created = await api.post(`/v1/tenants/${tenant}/subscriptions`, {
    url: "https://acme.example/",
    ...wrong,
  });
  const changed = await api.patch(`/v1/tenants/${tenant}/subscriptions/${id}`, wrong);

  for (const answer of [created, changed]) {
    expect([answer.status, answer.json.code]).toEqual([422, "invalid"]);
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  }
});

it("lets loopback endpoints through where private endpoints are allowed", async () => {
  const api = apiUnderTest({ allowPrivate: true });
  const tenant = await newTenant(api);

  const created = await newSubscription(api, tenant, { url: "http://127.0.0.1:9000/hooks" });

  expect(created.url).toBe("http://127.0.0.1:9000/hooks");
});

it("tells endpoints from itself by more than the host name where private endpoints are allowed", async () => {
  const { api, deps } = apiUnderTest({ allowPrivate: true });
  const { id } = await createTenant(deps, { name: "Acme" });
  const body = JSON.stringify({ url: "http://localhost:9000/hooks" });
  const headers = { authorization: `Bearer ${deps.adminKey}`, "content-type": "application/json" };

  const answer = await api.fetch(
    new Request(`http://localhost:8787/v1/tenants/${id}/subscriptions`, { method: "POST", headers, body }),
    env,
    createExecutionContext(),
  );

  expect(answer.status).toBe(201);
});

it("saves a pattern that no known type matches, with a word about it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const created = await newSubscription(api, tenant, {
    eventTypes: ["video.media.redy", "video.media.ready"],
  });

  expect(created.eventTypes).toEqual(["video.media.redy", "video.media.ready"]);
  expect(created.warnings).toEqual([expect.stringContaining("video.media.redy")]);
});

it("does not show a tenant the subscription of another", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const other = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${other}/subscriptions/${id}`;

  const answers = await Promise.all([
    api.get(path),
    api.patch(path, { description: "mine" }),
    api.remove(path),
    api.post(`${path}/pause`),
    api.post(`${path}/test`, {}),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions/${id}`)).json.description).toBeNull();
});

it("sends a signed sample as a test and records nothing of it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant, { headers: { "x-team": "video" }, timeoutSeconds: 4 });

  const answer = await api.post(`/v1/tenants/${tenant}/subscriptions/${id}/test`);
  const other = await api.post(`/v1/tenants/${tenant}/subscriptions/${id}/test`, {
    eventType: "video.live_stream.ACTIVE",
  });

  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    at: "2026-11-01T12:00:00.000Z",
    durationMs: 12,
    statusCode: 200,
    responseBody: "thanks",
    eventType: "video.media.ready",
  });
  expect(other.json.eventType).toBe("video.live_stream.active");
  const [sent] = api.attempted;
  expect(sent?.lease.target).toMatchObject({
    subscriptionId: id,
    headers: expect.stringMatching(/^v1\./) as unknown,
    timeoutSeconds: 4,
  });
  expect(sent?.lease.target.secrets).toHaveLength(1);
  expect(JSON.parse(new TextDecoder().decode(sent?.body))).toMatchObject({ type: "video.media.ready" });
  expect((await api.get(`/v1/tenants/${tenant}/events`)).json.data).toEqual([]);
});

it("refuses to test with a type that has no sample", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);

  const answer = await api.post(`/v1/tenants/${tenant}/subscriptions/${id}/test`, {
    eventType: "video.unheard.of",
  });

  expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, "/eventType"]);
});

it("gives every partition of the tenant a slot: fewer attempts at once than partitions are refused", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 16 });

  const created = await newSubscription(api, tenant);
  const tooFew = await api.patch(`/v1/tenants/${tenant}/subscriptions/${created.id}`, { maxInFlight: 15 });
  const reset = await api.patch(`/v1/tenants/${tenant}/subscriptions/${created.id}`, { maxInFlight: null });

  expect(created).toMatchObject({ maxInFlight: 16 });
  expect(reset).toMatchObject({ status: 200, json: { maxInFlight: 16 } });
  expect(tooFew).toMatchObject({
    status: 422,
    json: { code: "invalid", errors: [{ pointer: "/maxInFlight" }] },
  });
});
