import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { asRecord } from "../../../src/record/record-database.ts";
import { Budget } from "../../../src/manage/retention/budget.ts";
import { eraseTenant } from "../../../src/manage/retention/erase-tenants.ts";
import { keepStatistics } from "../../../src/manage/retention/keep-statistics.ts";
import { addIngestCounts } from "../../../src/record/ingest-counts.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, START } from "./api-under-test.ts";
import { counts, STATUS, tell } from "./reported.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

beforeEach(emptyDatabase);

function rowsOf(tenantId: string) {
  return env.DB.prepare(
    "SELECT subject, interval, partition, delivered FROM statistic WHERE tenant_id = ? ORDER BY interval, partition",
  )
    .bind(tenantId)
    .all<{ subject: string; interval: number; partition: number; delivered: number }>();
}

describe("the statistics of a subscription", () => {
  it("are contiguous buckets of what all partitions and lives of their coordinators have counted", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    const { id } = await newSubscription(api, tenant);
    const row = (interval: number, delivered: number) => ({
      subject: id,
      interval,
      counts: counts({ delivered, retried: 1 }),
    });
    await tell(tenant, { rows: [row(START - 300_000, 2), row(START, 3)] });
    await tell(tenant, { incarnation: START + 5, rows: [row(START, 4)] });
    await tell(tenant, { partition: 1, rows: [row(START, 5), { ...row(START, 9), subject: "sub_other" }] });

    const { json } = await api.get(`/v1/tenants/${tenant}/subscriptions/${id}/stats?window=1h`);

    expect(json).toMatchObject({ window: "1h", bucketSeconds: 300, nextCursor: null });
    expect(json.data).toHaveLength(12);
    expect(json.data.slice(-3)).toEqual([
      { at: "2026-11-01T11:50:00.000Z", delivered: 0, failed: 0, retried: 0, p50Ms: null, p95Ms: null },
      { at: "2026-11-01T11:55:00.000Z", delivered: 2, failed: 0, retried: 1, p50Ms: 38, p95Ms: 49 },
      { at: "2026-11-01T12:00:00.000Z", delivered: 12, failed: 0, retried: 3, p50Ms: 38, p95Ms: 49 },
    ]);
    expect(json["totals"]).toMatchObject({ delivered: 14, failed: 0, retried: 4 });
  });

  it("hold what the coordinators have not told yet", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    const { id } = await newSubscription(api, tenant);
    await tell(tenant, { rows: [{ subject: id, interval: START, counts: counts({ delivered: 1 }) }] });
    api.coordinators.report.rows = [
      { subject: id, interval: START, counts: counts({ failed: 2 }) },
      { subject: "sub_other", interval: START, counts: counts({ failed: 7 }) },
    ];

    const { json } = await api.get(`/v1/tenants/${tenant}/subscriptions/${id}/stats?window=24h`);

    expect(json["totals"]).toMatchObject({ delivered: 1, failed: 2 });
  });

  it("are those of its tenant's own subscription, in one of four windows", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    const other = await newTenant(api);
    const { id } = await newSubscription(api, other);
    const path = (of: string) => `/v1/tenants/${of}/subscriptions/${id}/stats`;

    const [foreign, wrong, ...windows] = await Promise.all([
      api.get(path(tenant)),
      api.get(`${path(other)}?window=1y`),
      ...["1h", "24h", "7d", "30d"].map((window) => api.get(`${path(other)}?window=${window}`)),
    ]);

    expect([foreign?.status, wrong?.status]).toEqual([404, 422]);
    expect(windows.map(({ json }) => json.data.length)).toEqual([12, 48, 28, 30]);
  });
});

it("shows a tenant what came in and what became of it, by category, and how it stands now", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 2 });
  const subject = (category: string) => `category:${category}`;
  await tell(tenant, {
    rows: [
      {
        subject: subject("media"),
        interval: START,
        counts: counts({ accepted: 2, delivered: 3, duplicates: 1 }),
      },
      { subject: subject("ai"), interval: START, counts: counts({ accepted: 1, failed: 1 }) },
      { subject: "sub_1", interval: START, counts: counts({ delivered: 3, failed: 1 }) },
    ],
  });
  api.coordinators.report.status = {
    ...STATUS,
    openEvents: 2,
    oldestUndeliveredAt: START - 5_000,
    openBreakers: 1,
  };

  const { json } = await api.get(`/v1/tenants/${tenant}/stats?window=7d`);

  expect(json["totals"]).toMatchObject({ accepted: 3, duplicates: 1, delivered: 3, failed: 1 });
  expect(json.data.at(-1)).toMatchObject({ at: "2026-11-01T12:00:00.000Z", accepted: 3 });
  expect(json["byCategory"]).toMatchObject([
    { category: "media", accepted: 2, delivered: 3 },
    { category: "transform", accepted: 0 },
    { category: "ai", accepted: 1, failed: 1 },
    {},
    {},
    { category: "other" },
  ]);
  expect(json["now"]).toEqual({
    openEvents: 4,
    oldestUndeliveredAt: "2026-11-01T11:59:55.000Z",
    openBreakers: 2,
    unrecorded: 0,
  });
});

describe("a report", () => {
  it("may be written again: what it says is absolute", async () => {
    const tenant = await newTenant(apiUnderTest());
    const report = {
      rows: [{ subject: "sub_1", interval: START, counts: counts({ delivered: 3 }) }],
      totals: counts({ accepted: 3 }),
    };

    await tell(tenant, report);
    await tell(tenant, report);

    expect((await rowsOf(tenant)).results).toMatchObject([{ delivered: 3 }]);
  });

  it("of a life that is over does not replace that of a later one", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    await tell(tenant, {
      incarnation: START + 1,
      totals: counts({ accepted: 9 }),
      status: { openEvents: 9 },
    });

    await tell(tenant, { incarnation: START, totals: counts({ accepted: 1 }), status: { openEvents: 1 } });

    expect((await api.get("/v1/system")).json).toMatchObject({ openEvents: 9 });
  });
});

describe("keeping statistics", () => {
  it("rolls up what is older than a day over partitions and lives, and changes no sum", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    const { id } = await newSubscription(api, tenant);
    const old = START - 2 * DAY_MS;
    const row = (interval: number) => ({ subject: id, interval, counts: counts({ delivered: 1 }) });
    await tell(tenant, { rows: [row(old), row(old + 300_000), row(START)] });
    await tell(tenant, { incarnation: START + 5, partition: 1, rows: [row(old), row(old + 3 * HOUR_MS)] });
    const path = `/v1/tenants/${tenant}/subscriptions/${id}/stats?window=7d`;
    const before = (await api.get(path)).json;

    const run = () =>
      keepStatistics(
        asRecord(env.DB),
        { id: tenant, retentionDays: 30 },
        { now: START, budget: new Budget(10) },
      );
    await run();
    await tell(tenant, { incarnation: START + 9, rows: [row(old)] });
    await run();

    const { results } = await rowsOf(tenant);
    expect(results.map(({ partition, delivered }) => [partition, delivered])).toEqual([
      [-1, 4],
      [-1, 1],
      [0, 1],
    ]);
    const after = (await api.get(path)).json;
    expect(before["totals"]).toMatchObject({ delivered: 5 });
    expect(after["totals"]).toMatchObject({ delivered: 6 });
  });

  it("deletes what is past the tenant's retention, and nothing of another tenant", async () => {
    const api = apiUnderTest();
    const [tenant, other] = [await newTenant(api), await newTenant(api)];
    const row = (interval: number) => ({ subject: "sub_1", interval, counts: counts({ delivered: 1 }) });
    for (const id of [tenant, other]) await tell(id, { rows: [row(START - 3 * DAY_MS), row(START)] });

    await keepStatistics(
      asRecord(env.DB),
      { id: tenant, retentionDays: 2 },
      { now: START, budget: new Budget(10) },
    );

    expect([(await rowsOf(tenant)).results.length, (await rowsOf(other)).results.length]).toEqual([1, 2]);
  });

  it("leaves nothing of an erased tenant but nameless counts: a counter never falls", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    const row = { subject: "sub_1", interval: START, counts: counts({ delivered: 1 }) };
    const earlier = await newTenant(api);
    await tell(tenant, { rows: [row], totals: counts({ accepted: 5 }), status: { openEvents: 3 } });
    await tell(earlier, { totals: counts({ accepted: 2 }) });
    const accepted = async () => /result="accepted"} (\d+)/.exec(await metrics(api))?.[1];
    const before = await accepted();

    for (const id of [earlier, tenant, tenant]) {
      await eraseTenant(api.deps, { id, partitions: 1, since: START, recordDatabase: null }, new Budget(100));
    }

    expect([before, await accepted()]).toEqual(["7", "7"]);
    expect((await rowsOf(tenant)).results).toEqual([]);
    expect((await api.get("/v1/system")).json).toMatchObject({ coordinators: 0, openEvents: 0 });
    expect((await api.get("/v1/system/coordinators")).json.data).toEqual([]);
  });
});

describe("the operator's view", () => {
  it("sums up what the coordinators last told, and lists them", async () => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);
    await tell(tenant, { status: { openEvents: 2, oldestUndeliveredAt: START - 1_000 } });
    await tell(tenant, {
      partition: 1,
      status: { openEvents: 1, openBreakers: 2, oldestUnrecordedAt: START - 250 },
    });

    const system = await api.get("/v1/system");
    const first = await api.get("/v1/system/coordinators?limit=1");
    const second = await api.get(`/v1/system/coordinators?limit=1&cursor=${first.json.nextCursor}`);

    expect(system.json).toEqual({
      version: expect.any(String) as string,
      coordinators: 2,
      openEvents: 3,
      oldestUndeliveredAt: "2026-11-01T11:59:59.000Z",
      openBreakers: 2,
      unrecorded: 0,
      projectionLagMs: 250,
      databases: [{ binding: "DB", bytes: expect.any(Number) as number, tenants: 1 }],
    });
    expect(first.json.data).toMatchObject([
      { tenantId: tenant, partition: 0, openEvents: 2, projectionLagMs: 0 },
    ]);
    expect(second.json).toMatchObject({ data: [{ partition: 1, projectionLagMs: 250 }], nextCursor: null });
  });

  it("counts what ingest refused, over all isolates, and is text for Prometheus", async () => {
    const api = apiUnderTest();
    await addIngestCounts(env.DB, new Map([["signature_mismatch", 2]]));
    await addIngestCounts(
      env.DB,
      new Map([
        ["signature_mismatch", 3],
        ["probe", 1],
      ]),
    );

    const text = await metrics(api);

    expect(text).toContain('hooklane_ingest_refused_total{reason="signature_mismatch"} 5\n');
    expect(text).toContain('hooklane_ingest_total{result="probe"} 1\n');
  });
});

async function metrics({ deps, api }: ReturnType<typeof apiUnderTest>): Promise<string> {
  const response = await api.fetch(
    new Request("https://hooks.example.com/metrics", {
      headers: { authorization: `Bearer ${deps.adminKey}` },
    }),
    env,
  );
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return response.text();
}
