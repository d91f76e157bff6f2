import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { Budget } from "../../../src/manage/retention/budget.ts";
import { eraseTenants } from "../../../src/manage/retention/erase-tenants.ts";
import { apiUnderTest, emptyDatabase, newTenant, START } from "./api-under-test.ts";
import { eventOf, record } from "./recorded.ts";
import { newKey, withKey } from "./with-key.ts";

const PATH = "/v1/erasures";

beforeEach(emptyDatabase);

function attemptOf(tenantId: string, eventId: string) {
  const outcome = { durationMs: 1, statusCode: 500, error: "http_status", responseBody: null };
  return { tenantId, eventId, subscriptionId: "sub_1", number: 1, at: START, replayId: null, ...outcome };
}

/** Asks for the deletion of a tenant whose coordinator cannot be erased yet, so that its record stays. */
async function heldErasure(api: ReturnType<typeof apiUnderTest>): Promise<string> {
  const tenant = await newTenant(api);
  api.coordinators.failing.set(`${tenant}:0`, 1);
  await api.remove(`/v1/tenants/${tenant}`);
  return tenant;
}

it("shows a deleted tenant with what is left of it, until it is gone for good", async () => {
  const api = apiUnderTest();
  const [tenant, other] = [await newTenant(api), await newTenant(api)];
  const events = [0, 1, 2].map((second) => eventOf(tenant, { receivedAt: START + second * 1_000 }));
  const attempts = events.slice(1).map(({ id }) => attemptOf(tenant, id));
  await record([...events, eventOf(other)], attempts);
  const before = await api.get(PATH);
  api.coordinators.failing.set(`${tenant}:0`, 1);
  await api.remove(`/v1/tenants/${tenant}`);

  const asked = await api.get(PATH);
  await eraseTenants(api.deps, new Budget(100));
  const emptied = await api.get(PATH);
  api.clock.at += 60_000;
  await eraseTenants(api.deps, new Budget(100));
  const over = await api.get(PATH);

  const since = new Date(START).toISOString();
  const empty = {
    tenantId: tenant,
    since,
    events: 0,
    attempts: 0,
    oldestEventAt: null,
    oldestAttemptAt: null,
  };
  const full = { ...empty, events: 3, attempts: 2, oldestEventAt: since, oldestAttemptAt: since };
  expect([asked, emptied].map(({ json }) => json.data)).toEqual([[full], [empty]]);
  expect([before, over].map(({ json }) => json)).toEqual([
    { data: [], nextCursor: null },
    { data: [], nextCursor: null },
  ]);
});

it("shows how far an erasure has come whose budget ended in between", async () => {
  const api = apiUnderTest();
  const tenant = await heldErasure(api);
  const events = Array.from({ length: 250 }, (_, second) =>
    eventOf(tenant, { receivedAt: START + second * 1_000 }),
  );
  await record(events.slice(0, 125));
  await record(events.slice(125));

  const whole = await api.get(PATH);
  // The list of tenants, its keys, replays, subscriptions, attempts, and one of the two statements for events.
  await eraseTenants(api.deps, new Budget(6));
  const part = await api.get(PATH);

  expect(whole.json.data).toMatchObject([{ events: 250, oldestEventAt: new Date(START).toISOString() }]);
  expect(part.json.data).toMatchObject([
    { events: 50, oldestEventAt: new Date(START + 200_000).toISOString() },
  ]);
});

it("lists those asked for last first, each once, whatever the limit", async () => {
  const api = apiUnderTest();
  const tenants: string[] = [];
  for (let count = 0; count < 3; count++) tenants.push(await newTenant(api));
  // Asked for in another order than they were made in, the first two at once.
  const askedFor = [tenants[2], tenants[0], tenants[1]].map(String);
  for (const tenant of askedFor) {
    await api.remove(`/v1/tenants/${tenant}`);
    if (tenant !== askedFor[0]) api.clock.at += 1;
  }

  const first = await api.get(`${PATH}?limit=2`);
  const second = await api.get(`${PATH}?limit=2&cursor=${first.json.nextCursor}`);
  const foreign = await api.get(`/v1/tenants?cursor=${first.json.nextCursor}`);

  const [last, ...sameInstant] = askedFor.toReversed();
  const newestFirst = [last, ...sameInstant.toSorted().toReversed()];
  const listed = [first, second].map(({ json }) => json.data.map((item) => item["tenantId"]));
  expect(listed).toEqual([newestFirst.slice(0, 2), newestFirst.slice(2)]);
  expect(second.json.nextCursor).toBeNull();
  expect(foreign.json.code).toBe("cursor_invalid");
});

it("counts at most 20,000 rows of each kind", async () => {
  const api = apiUnderTest();
  const tenant = await heldErasure(api);
  await env.DB.prepare(
    `INSERT INTO attempt (tenant_id, event_id, subscription_id, number, at, duration_ms)
     WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 20001)
     SELECT ?, 'evt_1', 'sub_1', n, ?, 1 FROM counted`,
  )
    .bind(tenant, START)
    .run();

  const { json } = await api.get(PATH);

  expect(json.data).toMatchObject([{ tenantId: tenant, events: 0, attempts: 20_000 }]);
});

it("counts for few tenants at once", async () => {
  const { get } = apiUnderTest();

  const answers = [await get(`${PATH}?limit=20`), await get(`${PATH}?limit=21`)];

  expect(answers.map(({ status }) => status)).toEqual([200, 422]);
});

it("is for nobody but the operator", async () => {
  const api = apiUnderTest();
  const key = await newKey(api, await newTenant(api), "manage");

  const asTenant = await withKey(api, key).get(PATH);
  const asNobody = await withKey(api, "hl_nobody").get(PATH);

  expect([asTenant.status, asTenant.json.code]).toEqual([403, "forbidden"]);
  expect(asNobody.status).toBe(401);
});
