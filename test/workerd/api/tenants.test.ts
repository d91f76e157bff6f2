import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { apiUnderTest, emptyDatabase, newTenant } from "./api-under-test.ts";

beforeEach(emptyDatabase);

it("creates a tenant with the defaults", async () => {
  const { post } = apiUnderTest();

  const answer = await post("/v1/tenants", { name: "Acme" });

  expect(answer.status).toBe(201);
  expect(answer.json).toEqual({
    id: expect.stringMatching(/^ten_[0-9a-z]{26}$/) as unknown,
    uid: null,
    name: "Acme",
    partitions: 1,
    repartitioning: null,
    retentionDays: 30,
    metadata: {},
    createdAt: "2026-11-01T12:00:00.000Z",
    updatedAt: "2026-11-01T12:00:00.000Z",
  });
});

it("finds a tenant by its id and by its uid", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { uid: "acme.inc", partitions: 4, metadata: { plan: { tier: 2 } } });

  const byId = await api.get(`/v1/tenants/${id}`);
  const byUid = await api.get("/v1/tenants/acme.inc");

  expect(byId.status).toBe(200);
  expect(byId.json).toMatchObject({ id, uid: "acme.inc", partitions: 4, metadata: { plan: { tier: 2 } } });
  expect(byUid.json).toEqual(byId.json);
});

it("refuses a uid that another tenant has, at creation and in a change", async () => {
  const api = apiUnderTest();
  await newTenant(api, { uid: "acme" });
  const other = await newTenant(api, { uid: "other" });

  const created = await api.post("/v1/tenants", { name: "Acme again", uid: "acme" });
  const changed = await api.patch(`/v1/tenants/${other}`, { uid: "acme" });

  expect([created.status, created.json.code]).toEqual([409, "uid_taken"]);
  expect([changed.status, changed.json.code]).toEqual([409, "uid_taken"]);
});

it("changes what is named, resets what is null and leaves the rest", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { uid: "acme", retentionDays: 7, metadata: { a: 1 } });
  api.clock.at += 1_000;

  const changed = await api.patch(`/v1/tenants/${id}`, { name: "Acme Inc", retentionDays: null });

  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({
    uid: "acme",
    name: "Acme Inc",
    retentionDays: 30,
    metadata: { a: 1 },
    updatedAt: "2026-11-01T12:00:01.000Z",
  });
  expect((await api.get(`/v1/tenants/${id}`)).json).toEqual(changed.json);
});

it("spreads a tenant over another number of partitions, and says that streams are on their way", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { partitions: 2 });

  const same = await api.patch(`/v1/tenants/${id}`, { partitions: 2 });
  const other = await api.patch(`/v1/tenants/${id}`, { partitions: 3, name: "Wider" });

  expect(same.json.repartitioning).toBeNull();
  expect(other.status).toBe(200);
  expect(other.json).toMatchObject({
    name: "Wider",
    partitions: 3,
    repartitioning: { from: 2, to: 3, since: "2026-11-01T12:00:00.000Z", held: false },
  });
});

it("refuses another number of partitions while streams are still on their way", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { partitions: 2 });
  await env.DB.prepare("UPDATE tenant SET layout_version = 2, partitions_before = 4 WHERE id = ?")
    .bind(id)
    .run();

  const third = await api.patch(`/v1/tenants/${id}`, { partitions: 3, name: "Not so" });

  expect([third.status, third.json.code]).toEqual([409, "repartitioning"]);
  expect((await api.get(`/v1/tenants/${id}`)).json).toMatchObject({ name: "Acme", partitions: 2 });
});

it("changes nothing where the uid is another tenant's, its partitions neither", async () => {
  const api = apiUnderTest();
  await newTenant(api, { uid: "taken" });
  const id = await newTenant(api, { partitions: 2 });

  const refused = await api.patch(`/v1/tenants/${id}`, { partitions: 3, uid: "taken" });

  expect(refused).toMatchObject({ status: 409, json: { code: "uid_taken" } });
  expect((await api.get(`/v1/tenants/${id}`)).json).toMatchObject({
    uid: null,
    partitions: 2,
    repartitioning: null,
  });
});

it("refuses more partitions than a subscription allows attempts at once, and names it", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api);
  const { json } = await api.post(`/v1/tenants/${id}/subscriptions`, {
    url: "https://example.com/hook",
    maxInFlight: 3,
  });

  const four = await api.patch(`/v1/tenants/${id}`, { partitions: 4 });
  const three = await api.patch(`/v1/tenants/${id}`, { partitions: 3 });

  expect([four.status, four.json.code, four.json.errors[0]?.pointer]).toEqual([
    422,
    "invalid",
    "/partitions",
  ]);
  expect(four.json.errors[0]?.message).toContain(json.id);
  expect(three.status).toBe(200);
});

it.each([
  [{}, "/name"],
  [{ name: "" }, "/name"],
  [{ name: "  " }, "/name"],
  [{ name: "a", uid: "ten_acme" }, "/uid"],
  [{ name: "a", uid: "with space" }, "/uid"],
  [{ name: "a", uid: "x".repeat(129) }, "/uid"],
  [{ name: "a", partitions: 0 }, "/partitions"],
  [{ name: "a", partitions: 65 }, "/partitions"],
  [{ name: "a", partitions: 1.5 }, "/partitions"],
  [{ name: "a", retentionDays: 366 }, "/retentionDays"],
  [{ name: "a", metadata: [] }, "/metadata"],
  [{ name: "a", metadata: { text: "x".repeat(5_000) } }, "/metadata"],
  [{ name: "a", colour: "red" }, "/colour"],
])("refuses %j and points at %s", async (draft, pointer) => {
  const { post } = apiUnderTest();

  const answer = await post("/v1/tenants", draft);

  expect([answer.status, answer.json.code]).toEqual([422, "invalid"]);
  expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
});

it("is gone for everybody as soon as its deletion is answered, and gives its uid back", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { uid: "acme", partitions: 2 });

  const removed = await api.remove("/v1/tenants/acme");

  expect(removed.status).toBe(202);
  expect((await api.get(`/v1/tenants/${id}`)).status).toBe(404);
  expect((await api.get(`/v1/tenants/${id}/subscriptions`)).status).toBe(404);
  expect((await api.get("/v1/tenants")).json.data).toEqual([]);
  expect(api.coordinators.calls).toEqual([`erase ${id}:0`, `erase ${id}:1`]);
  expect((await api.remove(`/v1/tenants/${id}`)).status).toBe(202);
  expect((await api.post("/v1/tenants", { name: "Acme", uid: "acme" })).status).toBe(201);
});
