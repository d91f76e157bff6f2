import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { findTenantPlace } from "../../../src/record/ingest-sources.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";

const ID = "ten_00000000000000000000system";

beforeEach(async () => {
  await emptyDatabase();
  await env.DB.prepare(
    `INSERT INTO tenant (id, uid, name, partitions, retention_days, metadata, status, config_version, pushed_version,
       pruned_at, created_at, updated_at)
     VALUES (?, 'system', 'Hooklane', 1, 30, '{}', 'active', 1, 1, 0, 0, 0)`,
  )
    .bind(ID)
    .run();
});

it("is found by its uid and by its id, and says what it is", async () => {
  const api = apiUnderTest();
  const other = await newTenant(api);

  const byUid = await api.get("/v1/tenants/system");
  const byId = await api.get(`/v1/tenants/${ID}`);
  const others = await api.get(`/v1/tenants/${other}`);

  expect(byUid.json).toMatchObject({ id: ID, uid: "system", system: true });
  expect(byId.json).toEqual(byUid.json);
  expect(others.json).not.toHaveProperty("system");
});

it("cannot be removed, nor can another tenant have its uid, nor it another one", async () => {
  const api = apiUnderTest();

  const removed = await api.remove("/v1/tenants/system");
  const taken = await api.post("/v1/tenants", { name: "Other", uid: "system" });
  const renamed = await api.patch("/v1/tenants/system", { uid: "mine" });
  const changed = await api.patch("/v1/tenants/system", { retentionDays: 90 });

  expect([removed.status, removed.json.code]).toEqual([409, "conflict"]);
  expect([taken.status, taken.json.code]).toEqual([409, "uid_taken"]);
  expect([renamed.status, renamed.json.errors]).toMatchObject([422, [{ pointer: "/uid" }]]);
  expect([changed.status, changed.json["retentionDays"]]).toEqual([200, 90]);
  expect((await api.get("/v1/tenants/system")).status).toBe(200);
});

it("takes no events of a provider: not by a source's routing, not by what an event names", async () => {
  const api = apiUnderTest();

  const fixed = await api.post("/v1/sources", {
    name: "S",
    provider: "fastpix",
    routing: { tenant: "system" },
  });

  expect([fixed.status, fixed.json.errors]).toMatchObject([422, [{ pointer: "/routing/tenant" }]]);
  expect(await findTenantPlace(env.DB, "system")).toBeNull();
  expect(await findTenantPlace(env.DB, ID)).toBeNull();
});

it("has subscriptions like any tenant, and a sample to test them with", async () => {
  const api = apiUnderTest();
  const { id } = await newSubscription(api, "system", { eventTypes: ["subscription.*"] });

  const tested = await api.post(`/v1/tenants/system/subscriptions/${id}/test`, {
    eventType: "subscription.failing",
  });

  expect(tested.json).toMatchObject({ statusCode: 200, eventType: "subscription.failing" });
  expect(JSON.parse(new TextDecoder().decode(api.attempted[0]?.body))).toMatchObject({
    type: "subscription.failing",
    object: { type: "subscription" },
    data: { disablesAt: expect.any(String) as unknown },
  });
});

it("leaves the system tenant in one partition", async () => {
  const api = apiUnderTest();

  const answer = await api.patch("/v1/tenants/system", { partitions: 2 });

  expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, "/partitions"]);
});
