import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { reconcileConfigurations } from "../../../src/manage/push-configuration.ts";
import { findTenantPlace } from "../../../src/record/ingest-sources.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";

beforeEach(emptyDatabase);

async function versionsOf(tenant: string) {
  return env.DB.prepare("SELECT config_version AS saved, pushed_version AS pushed FROM tenant WHERE id = ?")
    .bind(tenant)
    .first<{ saved: number; pushed: number }>();
}

it("brings every change to the coordinators of all partitions before it answers", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 3 });

  const { id } = await newSubscription(api, tenant, { categories: ["ai"], rateLimit: { perSecond: 5 } });

  const names = [0, 1, 2].map((partition) => `${tenant}:${partition}`);
  expect(api.coordinators.calls.toSorted()).toEqual(names.map((name) => `configure ${name}`));
  const pushed = api.coordinators.configurations.get(`${tenant}:2`);
  expect(pushed).toMatchObject({
    tenantId: tenant,
    version: 2,
    partitions: 3,
    subscriptions: [
      {
        id,
        status: "enabled",
        filters: { categories: ["ai"], eventTypes: [] },
        policy: {
          ordering: "stream",
          maxBlockSeconds: 600,
          timeoutSeconds: 10,
          maxInFlight: 10,
          ratePerSecond: 5,
        },
        target: { subscriptionId: id, url: "https://acme.example/hooks", signature: "standard" },
      },
    ],
  });
  expect(pushed?.subscriptions[0]?.target.secrets).toHaveLength(1);
});

it("raises the version with every change, and ingest learns of it from the tenant", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;

  await api.patch(path, { description: "x" });
  await api.post(`${path}/pause`);
  await api.post(`${path}/pause`);
  await api.post(`${path}/resume`);
  await api.remove(path);

  expect(await versionsOf(tenant)).toEqual({ saved: 6, pushed: 6 });
  expect((await findTenantPlace(env.DB, tenant))?.configVersion).toBe(6);
  expect(api.coordinators.configurations.get(`${tenant}:0`)).toMatchObject({ version: 6, subscriptions: [] });
});

it("pauses, resumes and enables, and refuses to resume what is disabled", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;
  const pushedStatus = () => api.coordinators.configurations.get(`${tenant}:0`)?.subscriptions[0]?.status;

  expect((await api.post(`${path}/pause`)).json.status).toBe("paused");
  expect(pushedStatus()).toBe("paused");
  expect((await api.post(`${path}/resume`)).json.status).toBe("enabled");
  await env.DB.prepare("UPDATE subscription SET status = 'disabled', disabled_reason = 'gone' WHERE id = ?")
    .bind(id)
    .run();
  expect((await api.get(path)).json).toMatchObject({ status: "disabled", disabledReason: "gone" });
  expect((await api.post(`${path}/resume`)).status).toBe(409);
  expect((await api.post(`${path}/pause`)).status).toBe(409);

  const enabled = await api.post(`${path}/enable`);

  expect(enabled.json.status).toBe("enabled");
  expect(enabled.json.disabledReason).toBeUndefined();
  expect(pushedStatus()).toBe("enabled");
});

it("tries a coordinator that broke once more", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  api.coordinators.failing.set(`${tenant}:0`, 1);

  const created = await api.post(`/v1/tenants/${tenant}/subscriptions`, { url: "https://acme.example/" });

  expect(created.status).toBe(201);
  expect(await versionsOf(tenant)).toEqual({ saved: 2, pushed: 2 });
});

it("says that a change is saved where a coordinator cannot be told, and the cron tells it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 2 });
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;
  api.coordinators.failing.set(`${tenant}:1`, 2);

  const changed = await api.patch(path, { timeoutSeconds: 3 });

  expect([changed.status, changed.json.code]).toEqual([503, "unavailable"]);
  expect(changed.json.detail).toContain("saved");
  expect(changed.headers.get("retry-after")).toBe("60");
  expect((await api.get(path)).json.timeoutSeconds).toBe(3);
  expect(await versionsOf(tenant)).toEqual({ saved: 3, pushed: 2 });
  expect(await reconcileConfigurations(api.deps, 10)).toBe(1);
  expect(await versionsOf(tenant)).toEqual({ saved: 3, pushed: 3 });
  expect(api.coordinators.configurations.get(`${tenant}:1`)?.version).toBe(3);
  expect(await reconcileConfigurations(api.deps, 10)).toBe(0);
});

it("leaves no subscription behind where its creation cannot be put into force", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 2 });
  api.coordinators.failing.set(`${tenant}:1`, 2);

  const created = await api.post(`/v1/tenants/${tenant}/subscriptions`, { url: "https://acme.example/" });

  expect([created.status, created.json.code]).toEqual([503, "unavailable"]);
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions`)).json.data).toEqual([]);
  expect(await reconcileConfigurations(api.deps, 10)).toBe(1);
  expect(api.coordinators.configurations.get(`${tenant}:0`)).toMatchObject({ version: 3, subscriptions: [] });
});

it("goes on to the next tenant when one cannot be reconciled", async () => {
  const api = apiUnderTest();
  const [broken, sound] = [await newTenant(api), await newTenant(api)];
  await env.DB.prepare("UPDATE tenant SET config_version = 2").run();
  api.coordinators.failing.set(`${broken}:0`, 2);

  const reconciled = await reconcileConfigurations(api.deps, 10);

  expect(reconciled).toBe(1);
  expect(await versionsOf(sound)).toEqual({ saved: 2, pushed: 2 });
  expect(await versionsOf(broken)).toEqual({ saved: 2, pushed: 1 });
});
