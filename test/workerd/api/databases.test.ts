import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { reconcileReplays } from "../../../src/manage/replays/hand-out-replay.ts";
import { Budget } from "../../../src/manage/retention/budget.ts";
import { eraseTenants } from "../../../src/manage/retention/erase-tenants.ts";
import { pruneTenants } from "../../../src/manage/retention/prune-tenants.ts";
import { tellMissingDatabases } from "../../../src/manage/tenants/tell-missing-databases.ts";
import { asRecord } from "../../../src/record/record-database.ts";
import { RecordDatabases } from "../../../src/record/record-databases.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabases,
  newSubscription,
  newTenant,
  START,
} from "./api-under-test.ts";
import { allIn, threeDatabases } from "./databases.ts";
import { deliveredTo, eventOf, record } from "./recorded.ts";
import { counts, tell } from "./reported.ts";
import { newKey } from "./with-key.ts";

const NAMES = ["DB", "RECORD_1", "RECORD_2"] as const;
const DAY_MS = 86_400_000;
/** Tables of a tenant's record: what grows with its events. */
const RECORD_TABLES = ["event", "attempt", "replay", "replay_progress", "statistic", "coordinator_status"];

beforeEach(emptyDatabases);

/** A tenant in this database, with one subscription, one delivered event, and a report. */
async function tenantIn(name: (typeof NAMES)[number], more: object = {}) {
  const maker = apiUnderTest({ records: allIn(name) });
  const tenant = await newTenant(maker, more);
  const { id: subscription } = await newSubscription(maker, tenant);
  const event = eventOf(tenant, { status: "delivered", deliveries: [deliveredTo(subscription)] });
  await record([event]);
  const interval = { subject: subscription, interval: START, counts: counts({ delivered: 1 }) };
  await tell(tenant, {
    rows: [interval],
    totals: counts({ accepted: 1, delivered: 1 }),
    status: { openEvents: 1, oldestUndeliveredAt: START - NAMES.indexOf(name) * 1_000 },
  });
  return { name, tenant, subscription, event: event.id };
}

function rowsOf(db: D1Database, table: string, tenantId: string): Promise<number | null> {
  return db.prepare(`SELECT count(*) AS rows FROM ${table} WHERE tenant_id = ?`).bind(tenantId).first("rows");
}

/** A database that is away, as D1 says it. */
function away(): D1Database {
  const fail = () => {
    throw new Error("D1_ERROR: Network connection lost.");
  };
  return new Proxy(env.RECORD_1, { get: () => fail });
}

function withoutRecord1(replacement?: D1Database): RecordDatabases {
  const others = new Map([["RECORD_2", env.RECORD_2]]);
  if (replacement) others.set("RECORD_1", replacement);
  return new RecordDatabases(env.DB, others, ["RECORD_2"]);
}

describe("tenants of several databases", () => {
  it("are spread over them by the hash of their ids, and the directory knows where each of them is", async () => {
    const api = apiUnderTest({ records: threeDatabases });

    const tenants = await Promise.all(Array.from({ length: 24 }, () => newTenant(api)));

    const { json } = await api.get("/v1/system");
    const databases = json["databases"] as { binding: string; tenants: number; bytes: number }[];
    expect(databases.map(({ binding }) => binding)).toEqual(NAMES);
    expect(databases.reduce((sum, { tenants: number }) => sum + number, 0)).toBe(tenants.length);
    expect(Math.min(...databases.map(({ tenants: number }) => number))).toBeGreaterThan(0);
    expect(Math.min(...databases.map(({ bytes }) => bytes))).toBeGreaterThan(0);
  });

  it("stay where they are when the deployment gets another database", async () => {
    const { tenant, event } = await tenantIn("DB");
    const later = apiUnderTest({ records: allIn("RECORD_2") });

    await later.patch(`/v1/tenants/${tenant}`, { name: "Renamed" });

    const found = await later.get(`/v1/tenants/${tenant}/events/${event}`);
    expect([found.status, found.json.id]).toEqual([200, event]);
  });

  it.each(NAMES)("have their record in %s and nothing of it elsewhere", async (name) => {
    const { tenant } = await tenantIn(name);

    const found = await Promise.all(
      NAMES.map(async (at) => ({
        at,
        rows: await Promise.all(["event", "statistic"].map((table) => rowsOf(env[at], table, tenant))),
      })),
    );

    expect(found).toEqual(NAMES.map((at) => ({ at, rows: at === name ? [1, 1] : [0, 0] })));
  });

  it("see nothing of each other, wherever the other one is", async () => {
    const all = [await tenantIn("DB"), await tenantIn("RECORD_1"), await tenantIn("RECORD_2")];
    const api = apiUnderTest({ records: threeDatabases });
    const get = async ({ tenant }: { tenant: string }, path: string) => {
      const { status, json } = await api.get(`/v1/tenants/${tenant}/${path}`);
      return `${status} ${json.data?.map(({ id }) => id).join() ?? json.id ?? ""}`;
    };

    for (const own of all) {
      const others = all.filter((other) => other !== own);
      expect(await get(own, "events")).toBe(`200 ${own.event}`);
      expect(await get(own, `events/${own.event}`)).toBe(`200 ${own.event}`);
      for (const other of others) {
        expect(await get(own, `events/${other.event}`)).toMatch(/^404/);
        expect(await get(own, `subscriptions/${other.subscription}/stats`)).toMatch(/^404/);
      }
    }
  });

  it("are let in with a key of their own to their own record only", async () => {
    const [mine, theirs] = [await tenantIn("RECORD_1"), await tenantIn("RECORD_2")];
    const api = apiUnderTest({ records: threeDatabases });
    const key = await newKey(api, mine.tenant, "manage");
    const asked = (tenant: string, event: string) =>
      api.send("GET", `/v1/tenants/${tenant}/events/${event}`, {
        headers: { authorization: `Bearer ${key}` },
      });

    const answers = await Promise.all([
      asked(mine.tenant, mine.event),
      asked(mine.tenant, theirs.event),
      asked(theirs.tenant, theirs.event),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404]);
  });
});

describe("the operator of several databases", () => {
  const partitionsOf = async ({ get }: ApiUnderTest, path: string) => {
    const { json } = await get(path);
    return { tenants: json.data.map((item) => item["tenantId"]), next: json.nextCursor };
  };

  it("sees all coordinators summed up and listed in one order, page by page", async () => {
    const all = [await tenantIn("RECORD_2"), await tenantIn("DB"), await tenantIn("RECORD_1")];
    const api = apiUnderTest({ records: threeDatabases });

    const { json: system } = await api.get("/v1/system");
    const first = await partitionsOf(api, "/v1/system/coordinators?limit=2");
    const second = await partitionsOf(api, `/v1/system/coordinators?limit=2&cursor=${first.next}`);
    const { json: metrics } = await api.send("GET", "/metrics");

    expect(system).toMatchObject({ coordinators: 3, openEvents: 3 });
    expect(system["oldestUndeliveredAt"]).toBe(new Date(START - 2_000).toISOString());
    const newestFirst = all.map(({ tenant }) => tenant).toSorted((a, b) => (a > b ? -1 : 1));
    expect([...first.tenants, ...second.tenants]).toEqual(newestFirst);
    expect(second.next).toBeNull();
    expect(metrics).toContain('hooklane_deliveries_total{outcome="delivered"} 3\n');
    expect(metrics).toContain('hooklane_record_database_up{database="RECORD_2"} 1\n');
    expect(metrics).toMatch(/hooklane_record_database_bytes\{database="RECORD_1"\} \d{4,}\n/);
    const waiting = [
      ...JSON.stringify(metrics).matchAll(/oldest_undelivered_age_seconds\{tenant=\\"(\w+)\\"/g),
    ];
    expect(waiting.map(([, tenant]) => tenant)).toEqual([all[0], all[2], all[1]].map((one) => one?.tenant));
  });

  it("hears which one is away, and no counter falls because of it", async () => {
    await tenantIn("RECORD_1");
    const { tenant } = await tenantIn("RECORD_2");
    const api = apiUnderTest({ records: withoutRecord1(away()) });

    const { json: system } = await api.get("/v1/system");
    const { json: metrics } = await api.send("GET", "/metrics");
    const listed = await partitionsOf(api, "/v1/system/coordinators");

    expect(system["databases"]).toContainEqual({ binding: "RECORD_1", bytes: null, tenants: 1 });
    expect(listed.tenants).toEqual([tenant]);
    expect(metrics).toContain('hooklane_record_database_up{database="RECORD_1"} 0\n');
    expect(metrics).not.toMatch(/hooklane_deliveries_total|result="accepted"/);
    expect(api.logged.join("\n")).toContain('database_silent {"database":"RECORD_1"');
  });
});

describe("a database that is away or not part of the deployment", () => {
  it.each([
    ["is away", () => withoutRecord1(away())],
    ["is not bound", () => withoutRecord1()],
  ])("costs only its own tenants their data where it %s", async (_how, records) => {
    const [cut, other] = [await tenantIn("RECORD_1"), await tenantIn("RECORD_2")];
    const api = apiUnderTest({ records: records() });

    const its = await Promise.all(
      ["events", `events/${cut.event}`, "deliveries", "stats", "streams"].map((path) =>
        api.get(`/v1/tenants/${cut.tenant}/${path}`),
      ),
    );
    const directory = await api.get(`/v1/tenants/${cut.tenant}/subscriptions/${cut.subscription}`);
    const others = await api.get(`/v1/tenants/${other.tenant}/events`);

    expect(its.map(({ status, json }) => `${status} ${json.code}`)).toEqual(Array(5).fill("503 unavailable"));
    expect(its[0]?.headers.get("retry-after")).not.toBeNull();
    expect([directory.status, others.status]).toEqual([200, 200]);
  });

  it("is named in the log with the number of its tenants", async () => {
    await tenantIn("RECORD_1");
    const { deps, logged } = apiUnderTest({ records: withoutRecord1() });

    expect(await tellMissingDatabases(deps)).toBe(1);
    expect(logged).toEqual(['warn database_missing {"database":"RECORD_1","tenants":1}']);
    expect(await tellMissingDatabases(apiUnderTest({ records: threeDatabases }).deps)).toBe(0);
  });

  it("holds up no other one's retention and erasures, however many of its tenants wait", async () => {
    const cut = await Promise.all(
      Array.from({ length: 6 }, () => tenantIn("RECORD_1", { retentionDays: 1 })),
    );
    const other = await tenantIn("RECORD_2", { retentionDays: 1 });
    const going = await tenantIn("RECORD_2");
    const api = apiUnderTest({ records: withoutRecord1(away()) });
    for (const { tenant } of [...cut.slice(0, 5), going]) await api.remove(`/v1/tenants/${tenant}`);
    api.clock.at += 3 * DAY_MS;

    const pruned = await pruneTenants(api.deps, new Budget(100));
    const gone = await eraseTenants(api.deps, new Budget(100));

    expect([pruned, gone]).toEqual([1, 1]);
    expect(await rowsOf(env.RECORD_2, "event", other.tenant)).toBe(0);
    const { json } = await api.get("/v1/erasures");
    expect(json.data.map((erasure) => erasure["events"])).toEqual(Array(5).fill(null));
    expect(api.logged.join("\n")).toContain('warn prune_failed {"database":"RECORD_1"');
  });
});

describe("the cron, over several databases", () => {
  it("prunes and erases in all of them, and only what is to go", async () => {
    const old = [
      await tenantIn("RECORD_1", { retentionDays: 1 }),
      await tenantIn("DB", { retentionDays: 1 }),
    ];
    const young = await tenantIn("RECORD_1", { retentionDays: 30 });
    const going = [await tenantIn("RECORD_1"), await tenantIn("RECORD_2")];
    const api = apiUnderTest({ records: threeDatabases });
    api.clock.at += 2 * DAY_MS;

    expect(await pruneTenants(api.deps, new Budget(100))).toBe(2);
    for (const { tenant } of going) await api.remove(`/v1/tenants/${tenant}`);
    api.clock.at += 61_000;
    expect(await eraseTenants(api.deps, new Budget(100))).toBe(2);

    for (const { name, tenant } of old) expect(await rowsOf(env[name], "event", tenant)).toBe(0);
    expect(await rowsOf(env.RECORD_1, "event", young.tenant)).toBe(1);
    const left = going.flatMap(({ name, tenant }) =>
      RECORD_TABLES.map((table) => rowsOf(env[name], table, tenant)),
    );
    expect(new Set(await Promise.all(left))).toEqual(new Set([0]));
    expect((await api.get("/v1/erasures")).json.data).toEqual([]);
  });

  it("tells of erasures what is left in each of them", async () => {
    const going = [await tenantIn("RECORD_1"), await tenantIn("RECORD_2"), await tenantIn("DB")];
    const maker = apiUnderTest({ records: threeDatabases });
    await env.DB.prepare("UPDATE tenant SET status = 'erasing' WHERE id <> ''").run();

    const { json } = await maker.get("/v1/erasures");

    const listed = new Map(json.data.map((erasure) => [erasure["tenantId"], erasure["events"]]));
    expect(listed).toEqual(new Map(going.map(({ tenant }) => [tenant, 1])));
  });

  it("hands out replays anew that a coordinator has not heard of, wherever they are", async () => {
    const [here, there] = [await tenantIn("RECORD_1"), await tenantIn("RECORD_2")];
    const api = apiUnderTest({ records: threeDatabases });
    for (const { tenant, subscription } of [here, there]) {
      const path = `/v1/tenants/${tenant}/subscriptions/${subscription}/replays`;
      await api.post(path, { from: new Date(START - DAY_MS).toISOString(), status: "all" });
    }
    api.coordinators.replays.length = 0;
    api.clock.at += 61_000;

    expect(await reconcileReplays(api.deps, 10)).toBe(2);

    const heard = api.coordinators.replays.map(({ subscriptionId }) => subscriptionId);
    expect(heard.toSorted()).toEqual([here, there].map(({ subscription }) => subscription).toSorted());
    expect(await rowsOf(asRecord(env.DB), "replay", here.tenant)).toBe(0);
  });
});
