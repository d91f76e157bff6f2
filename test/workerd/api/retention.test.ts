import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { Budget } from "../../../src/manage/retention/budget.ts";
import { eraseTenants } from "../../../src/manage/retention/erase-tenants.ts";
import { pruneTenants } from "../../../src/manage/retention/prune-tenants.ts";
import type { ProjectedEvent } from "../../../src/record/projection.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, START } from "./api-under-test.ts";
import { eventOf, pendingTo, record } from "./recorded.ts";

const DAY_MS = 86_400_000;

beforeEach(emptyDatabase);

function aged(tenant: string, days: number, now: number): ProjectedEvent {
  return eventOf(tenant, { receivedAt: now - days * DAY_MS, deliveries: [pendingTo("sub_1")] });
}

function attemptsOf(event: ProjectedEvent, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    tenantId: event.tenantId,
    eventId: event.id,
    subscriptionId: "sub_1",
    number: index + 1,
    at: event.receivedAt,
    durationMs: 1,
    statusCode: 500,
    error: "http_status",
    responseBody: null,
    replayId: null,
  }));
}

async function counted(
  table: "event" | "attempt" | "subscription" | "stream_tenant",
  tenant: string,
): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS rows FROM ${table} WHERE tenant_id = ?`)
    .bind(tenant)
    .first<number>("rows");
  return row ?? 0;
}

it("deletes what is older than its tenant's retention, with the attempts, and keeps the rest", async () => {
  const api = apiUnderTest();
  const [short, long] = [await newTenant(api, { retentionDays: 7 }), await newTenant(api)];
  api.clock.at += 100 * DAY_MS;
  const now = api.clock.at;
  const events = [aged(short, 8, now), aged(short, 6, now), aged(long, 8, now), aged(long, 31, now)];
  await record(
    events,
    events.flatMap((event) => attemptsOf(event, 3)),
  );

  const pruned = await pruneTenants(api.deps, new Budget(100));

  expect(pruned).toBe(2);
  const left = await env.DB.prepare("SELECT id FROM event ORDER BY id").all<{ id: string }>();
  expect(left.results.map(({ id }) => id)).toEqual([events[2]?.id, events[1]?.id]);
  expect(await counted("attempt", short)).toBe(3);
  expect(await counted("attempt", long)).toBe(3);
});

it("stops when its budget is spent, and goes on from there", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { retentionDays: 1 });
  api.clock.at += 100 * DAY_MS;
  const events = Array.from({ length: 250 }, () => aged(tenant, 2, api.clock.at));
  await record(events.slice(0, 150));
  await record(events.slice(150));

  const first = await pruneTenants(api.deps, new Budget(3));
  const leftAfterFirst = await counted("event", tenant);
  const second = await pruneTenants(api.deps, new Budget(100));

  expect([first, leftAfterFirst, second]).toEqual([200, 50, 50]);
  expect(await counted("event", tenant)).toBe(0);
});

it("looks at a tenant once an hour", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { retentionDays: 1 });
  api.clock.at += 10 * DAY_MS;
  await pruneTenants(api.deps, new Budget(100));
  await record([aged(tenant, 2, api.clock.at)]);

  const soon = await pruneTenants(api.deps, new Budget(100));
  api.clock.at += 3_600_000;
  const later = await pruneTenants(api.deps, new Budget(100));

  expect([soon, later]).toEqual([0, 1]);
});

it("erases everything of a deleted tenant in the background and nothing of another", async () => {
  const api = apiUnderTest();
  const [tenant, other] = [await newTenant(api, { partitions: 2 }), await newTenant(api)];
  for (const owner of [tenant, other]) {
    await newSubscription(api, owner);
    const event = eventOf(owner, { deliveries: [pendingTo("sub_1")], learn: true, stream: `media:${owner}` });
    await record([event], attemptsOf(event, 2));
  }

  await api.remove(`/v1/tenants/${tenant}`);

  const tables = ["event", "attempt", "subscription", "stream_tenant"] as const;
  expect(await Promise.all(tables.map((table) => counted(table, tenant)))).toEqual([0, 0, 0, 0]);
  expect(await Promise.all(tables.map((table) => counted(table, other)))).toEqual([1, 2, 1, 1]);
});

it("erases what came late, and then the tenant itself", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  await api.remove(`/v1/tenants/${tenant}`);
  await record([eventOf(tenant)]);

  const early = await eraseTenants(api.deps, new Budget(100));
  await record([eventOf(tenant)]);
  api.clock.at += 60_000;
  const late = await eraseTenants(api.deps, new Budget(100));

  expect([early, late]).toEqual([0, 1]);
  expect(await counted("event", tenant)).toBe(0);
  expect(await env.DB.prepare("SELECT count(*) AS rows FROM tenant").first("rows")).toBe(0);
  expect((await api.remove(`/v1/tenants/${tenant}`)).status).toBe(404);
});

it("tries again what could not be erased", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  await record([eventOf(tenant, { receivedAt: START })]);
  api.coordinators.failing.set(`${tenant}:0`, 1);

  await api.remove(`/v1/tenants/${tenant}`);
  const keptUntilCoordinatorIsGone = await counted("event", tenant);
  api.clock.at += 60_000;
  const erased = await eraseTenants(api.deps, new Budget(100));

  expect([keptUntilCoordinatorIsGone, erased]).toEqual([1, 1]);
  expect(await counted("event", tenant)).toBe(0);
});
