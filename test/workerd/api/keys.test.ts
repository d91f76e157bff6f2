import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";
import { newKey, withKey } from "./with-key.ts";

const HOUR_MS = 3_600_000;

beforeEach(emptyDatabase);

it("shows a key once, in a form that secret scanners know, and keeps no text of it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const { status, json } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "read", name: "board" });

  const { key, ...shown } = json;
  expect(status).toBe(201);
  expect(key).toMatch(/^hl_[0-9A-Za-z]{49}$/);
  expect(shown).toEqual({
    id: expect.stringMatching(/^key_/) as unknown,
    tenantId: tenant,
    role: "read",
    name: "board",
    lastFour: key.slice(-4),
    createdAt: "2026-11-01T12:00:00.000Z",
    lastUsedAt: null,
  });
  expect((await api.get(`/v1/tenants/${tenant}/keys`)).json.data).toEqual([shown]);
  const rows = await env.DB.prepare("SELECT * FROM tenant_key").all();
  expect(JSON.stringify(rows.results)).not.toContain(key);
});

it("opens its own tenant by id and by uid, and nothing of another", async () => {
  const api = apiUnderTest();
  const own = await newTenant(api, { uid: "own" });
  const other = await newTenant(api, { uid: "other" });
  const tenantApi = withKey(api, await newKey(api, own, "manage"));

  const statuses = await Promise.all(
    [own, "own", other, "other", "ten_nobody"].map(
      async (tenant) => (await tenantApi.get(`/v1/tenants/${tenant}`)).status,
    ),
  );

  expect(statuses).toEqual([200, 200, 404, 404, 404]);
});

it("leads nowhere as soon as its revocation is answered", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { json } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const tenantApi = withKey(api, json.key);
  const before = await tenantApi.get(`/v1/tenants/${tenant}`);

  const revoked = await api.remove(`/v1/tenants/${tenant}/keys/${json.id}`);

  const after = await tenantApi.get(`/v1/tenants/${tenant}`);
  expect([before.status, revoked.status, after.status]).toEqual([200, 204, 401]);
  expect((await api.remove(`/v1/tenants/${tenant}/keys/${json.id}`)).status).toBe(404);
});

it("lets a tenant look after its own keys, and a key that only reads not", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const manager = withKey(api, await newKey(api, tenant, "manage"));
  const reader = withKey(api, await newKey(api, tenant, "read"));

  const made = await manager.post(`/v1/tenants/${tenant}/keys`, { role: "read" });
  const refused = await reader.post(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const listed = await reader.get(`/v1/tenants/${tenant}/keys`);

  expect([made.status, refused.status, listed.status]).toEqual([201, 403, 200]);
  expect(listed.json.data).toHaveLength(3);
});

it("cannot revoke a key of another tenant through its own path", async () => {
  const api = apiUnderTest();
  const [own, other] = [await newTenant(api), await newTenant(api)];
  const { json } = await api.post(`/v1/tenants/${other}/keys`, { role: "manage" });
  const tenantApi = withKey(api, await newKey(api, own, "manage"));

  const answer = await tenantApi.remove(`/v1/tenants/${own}/keys/${json.id}`);

  expect(answer.status).toBe(404);
  expect((await withKey(api, json.key).get(`/v1/tenants/${other}`)).status).toBe(200);
});

it("does not change what its tenant costs, or end the tenant", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const tenantApi = withKey(api, await newKey(api, tenant, "manage"));

  const changed = await tenantApi.patch(`/v1/tenants/${tenant}`, { retentionDays: 365 });
  const removed = await tenantApi.remove(`/v1/tenants/${tenant}`);

  expect([changed.status, removed.status]).toEqual([403, 403]);
  expect((await api.get(`/v1/tenants/${tenant}`)).json["retentionDays"]).toBe(30);
});

it("says to the hour when a key was used, with one row for many requests", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const tenantApi = withKey(api, await newKey(api, tenant, "read"));
  const lastUse = async () =>
    (await tenantApi.get(`/v1/tenants/${tenant}/keys`)).json.data[0]?.["lastUsedAt"];
  api.clock.at += 20 * 60_000;

  await lastUse();

  expect(await lastUse()).toBe("2026-11-01T12:00:00.000Z");
  api.clock.at += HOUR_MS;
  await lastUse();
  expect(await lastUse()).toBe("2026-11-01T13:00:00.000Z");
});

it("shows whoever may only read the names of a subscription's headers, not their values", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant, { headers: { authorization: "Bearer endpoint-secret" } });
  const path = `/v1/tenants/${tenant}/subscriptions`;
  const reader = withKey(api, await newKey(api, tenant, "read"));
  const manager = withKey(api, await newKey(api, tenant, "manage"));

  const [one, list, whole] = [
    await reader.get(`${path}/${id}`),
    await reader.get(path),
    await manager.get(path),
  ];

  expect(one.json["headers"]).toEqual({ authorization: "***" });
  expect(list.json.data[0]?.["headers"]).toEqual({ authorization: "***" });
  expect(whole.json.data[0]?.["headers"]).toEqual({ authorization: "Bearer endpoint-secret" });
});

it("goes with its tenant", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const tenantApi = withKey(api, await newKey(api, tenant, "manage"));

  await api.remove(`/v1/tenants/${tenant}`);

  expect((await tenantApi.get(`/v1/tenants/${tenant}`)).status).toBe(401);
  expect(await env.DB.prepare("SELECT count(*) AS rows FROM tenant_key").first("rows")).toBe(0);
});

it("has at most a hundred keys to a tenant", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const fill = env.DB.prepare(
    "INSERT INTO tenant_key VALUES (?1, 'key_' || ?2, 'hash' || ?2, 'read', NULL, 'xxxx', 0, NULL)",
  );
  await env.DB.batch(Array.from({ length: 100 }, (_, at) => fill.bind(tenant, at)));

  const answer = await api.post(`/v1/tenants/${tenant}/keys`, { role: "read" });

  expect([answer.status, answer.json.code]).toEqual([409, "conflict"]);
});
