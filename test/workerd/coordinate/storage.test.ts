import {
  applyD1Migrations,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Sql } from "../../../src/coordinate/counting.sql.ts";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { openTables } from "../../../src/coordinate/open-tables.ts";
import {
  arrivalOf,
  configurationOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
} from "../../support/builders/coordination.ts";
import { coordinatorWith, eventually, leasesOf, only, recorded } from "./coordinator-under-test.ts";

const TEN_MINUTES_MS = 600_000;
const TEN_DAYS_MS = 864_000_000;

type Coordinator = Awaited<ReturnType<typeof coordinatorWith>>["coordinator"];

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));
afterEach(() => {
  vi.useRealTimers();
});

function moveClockTo(at: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
}

function tablesOf(coordinator: Coordinator, like: string): Promise<string[]> {
  return runInDurableObject(coordinator, (_, ctx) =>
    ctx.storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name LIKE ? ORDER BY name", like)
      .toArray()
      .map((row) => row.name),
  );
}

function heldRows(coordinator: Coordinator): Promise<number> {
  return runInDurableObject(
    coordinator,
    (_, ctx) => ctx.storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM event_held").one().rows,
  );
}

function changeRows(coordinator: Coordinator): Promise<number> {
  return runInDurableObject(coordinator, (_, ctx) => {
    const [table] = ctx.storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name LIKE 'change!_%' ESCAPE '!'")
      .toArray();
    if (!table) return 0;
    return ctx.storage.sql.exec<{ rows: number }>(`SELECT count(*) AS rows FROM ${table.name}`).one().rows;
  });
}

it("drops a bucket whole when its time is over, and holds only what is not finished", async () => {
  const { coordinator, tenantId } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [3_600] } }),
  );
  const done = only(leasesOf(await coordinator.accept(arrivalOf({ stream: "media:a" }))));
  const failing = only(leasesOf(await coordinator.accept(arrivalOf({ stream: "media:b" }))));
  await coordinator.settle(settlementOf([outcomeOf(done), outcomeOf(failing, failed())]));
  await recorded(tenantId, "delivered");
  const before = await tablesOf(coordinator, "event_%");

  moveClockTo(Date.now() + TEN_MINUTES_MS);
  await runDurableObjectAlarm(coordinator);

  expect(before).toHaveLength(2);
  expect(await tablesOf(coordinator, "event_%")).toEqual(["event_held"]);
  expect(await heldRows(coordinator)).toBe(1);
});

it("goes on with what is held, also after an eviction, and lets go of it in the end", async () => {
  const { coordinator, tenantId } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [3_600] } }),
  );
  const failing = only(leasesOf(await coordinator.accept(arrivalOf())));
  await coordinator.settle(settlementOf([outcomeOf(failing, failed())]));
  await recorded(tenantId, "pending");
  moveClockTo(Date.now() + TEN_MINUTES_MS);
  await runDurableObjectAlarm(coordinator);

  await evictDurableObject(coordinator);
  // A late success settles: the attempt had been made.
  await coordinator.settle(settlementOf([{ ...outcomeOf(failing), attempt: 2 }]));

  const row = await recorded(tenantId, "delivered");
  expect(row).toMatchObject({ body: '{"type":"video.media.ready"}', undelivered: 0 });
  await eventually(async () => ((await heldRows(coordinator)) === 0 ? true : null));
});

it("writes what has become of many events as one row, and finds it again after an eviction", async () => {
  const { coordinator, tenantId } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [3_600], maxInFlight: 20 } }),
  );
  const streams = Array.from({ length: 8 }, (_, index) => `media:${index}`);
  const accepted = await Promise.all(streams.map((stream) => coordinator.accept(arrivalOf({ stream }))));
  const [failing, ...fine] = accepted.map((one) => only(leasesOf(one)));
  if (!failing) throw new Error("nothing was leased");

  await coordinator.settle(
    settlementOf([outcomeOf(failing, failed()), ...fine.map((one) => outcomeOf(one))]),
  );
  const changes = await changeRows(coordinator);
  await evictDurableObject(coordinator);

  expect(changes).toBe(1);
  expect((await coordinator.describeStream("media:0")).deliveries).toHaveLength(1);
  expect((await coordinator.describeStream("media:1")).deliveries).toEqual([]);
  await eventually(async () => ((await coordinator.counters()).unrecorded === 0 ? true : null));
  const { results } = await env.DB.prepare(
    "SELECT status, count(*) AS events FROM event WHERE tenant_id = ? GROUP BY status ORDER BY status",
  )
    .bind(tenantId)
    .all();
  expect(results).toEqual([
    { status: "delivered", events: 7 },
    { status: "pending", events: 1 },
  ]);
});

it("never gives an ordinal twice, even when every table it came from is gone", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  const first = only(leasesOf(await coordinator.accept(arrivalOf())));
  await coordinator.settle(settlementOf([outcomeOf(first)]));
  await recorded(tenantId, "delivered");
  const start = Date.now();
  moveClockTo(start + TEN_MINUTES_MS);
  await runDurableObjectAlarm(coordinator);
  await evictDurableObject(coordinator);

  moveClockTo(start);
  const second = only(leasesOf(await coordinator.accept(arrivalOf())));

  expect(second.ordinal).toBeGreaterThan(first.ordinal);
  expect(second.sequence).toBe(2);
});

it("recognises a re-send for days, and forgets in whole tables", async () => {
  const { coordinator } = await coordinatorWith();
  const arrival = arrivalOf();
  const start = Date.now();
  await coordinator.accept(arrival);

  moveClockTo(start + TEN_DAYS_MS / 3);
  const again = await coordinator.accept(arrival);
  moveClockTo(start + TEN_DAYS_MS);
  const muchLater = await coordinator.accept(arrival);

  expect([again.result, muchLater.result]).toEqual(["duplicate", "accepted"]);
  expect(await tablesOf(coordinator, "seen_%")).toHaveLength(1);
});

it("records a body of a mebibyte to the byte, whatever is in it", async () => {
  const { coordinator, tenantId } = await coordinatorWith();
  const text = `{"type":"video.media.ready","quotes":"${'\\"'.repeat(500_000)}"}`;

  await coordinator.accept(arrivalOf({ body: new TextEncoder().encode(text) }));
  await coordinator.accept(arrivalOf());

  const row = await eventually(() =>
    env.DB.prepare("SELECT length(body) AS chars FROM event WHERE tenant_id = ? AND body = ?")
      .bind(tenantId, text)
      .first(),
  );
  expect(row).toEqual({ chars: text.length });
});

it("reloads its configuration when a Worker knows a later one", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_old"));
  await insertTenant(tenantId, 7);

  const accepted = await coordinator.accept(arrivalOf({ configVersion: 7 }));
  await coordinator.configure(configurationOf([subscriptionOf("sub_old")], { tenantId, version: 6 }));
  const next = await coordinator.accept(arrivalOf({ configVersion: 7 }));

  expect(leasesOf(accepted)).toEqual([]);
  expect(leasesOf(next)).toEqual([]);
});

it("takes nothing in without a configuration: the provider sends it again", async () => {
  const accepted = await env.COORDINATOR.getByName("ten_nobody:0").accept(arrivalOf());

  expect(accepted).toEqual({ result: "unavailable", why: "configuration-unreadable" });
});

it("has forgotten everything after it was erased", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  await coordinator.accept(arrivalOf());

  await coordinator.erase();
  const after = await env.COORDINATOR.getByName(`${tenantId}:0`).accept(arrivalOf());

  expect(await runInDurableObject(coordinator, (_, ctx) => ctx.storage.getAlarm())).toBeNull();
  expect(after).toEqual({ result: "unavailable", why: "configuration-unreadable" });
});

it("goes on with a subscription that was changed after its endpoint said that it is gone", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  await insertTenant(tenantId, 1);
  await insertSubscription(tenantId, { updatedAt: Date.now() + 3_600_000 });
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));

  await coordinator.settle(settlementOf([outcomeOf(lease, failed(410))]));

  const next = await eventually(async () => {
    const accepted = await coordinator.accept(arrivalOf({ stream: crypto.randomUUID() }));
    return leasesOf(accepted)[0];
  });
  expect(next.target.subscriptionId).toBe("sub_1");
});

it("marks a subscription as disabled in the record when its endpoint is gone", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  await insertTenant(tenantId, 1);
  await insertSubscription(tenantId, { updatedAt: 0 });
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));

  await coordinator.settle(settlementOf([outcomeOf(lease, failed(410))]));

  const row = await eventually(() =>
    env.DB.prepare("SELECT disabled_reason FROM subscription WHERE tenant_id = ? AND status = 'disabled'")
      .bind(tenantId)
      .first(),
  );
  expect(row).toEqual({ disabled_reason: "the endpoint answered 410 Gone" });
});

async function insertTenant(tenantId: string, version: number): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO tenant (id, name, partitions, retention_days, metadata, status, config_version, pushed_version,
       pruned_at, created_at, updated_at) VALUES (?, 'Tenant', 1, 30, '{}', 'active', ?, 0, 0, 0, 0)`,
  )
    .bind(tenantId, version)
    .run();
}

async function insertSubscription(tenantId: string, { updatedAt }: { updatedAt: number }): Promise<void> {
  const settings = { categories: [], eventTypes: [], retrySchedule: [], headers: {}, metadata: {} };
  await env.DB.prepare(
    `INSERT INTO subscription (tenant_id, id, url, status, settings, secrets, created_at, updated_at)
     VALUES (?, 'sub_1', 'https://endpoint.example/', 'enabled', ?, '[]', 0, ?)`,
  )
    .bind(tenantId, JSON.stringify(settings), updatedAt)
    .run();
}

it("reads nothing of what is settled and recorded when it wakes", async () => {
  const { coordinator } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [3_600] } }),
  );
  const leases: Lease[] = [];
  for (let event = 0; event < 10; event++) {
    leases.push(...leasesOf(await coordinator.accept(arrivalOf({ stream: `media:${event}` }))));
  }
  await coordinator.settle(settlementOf(leases.map((lease) => outcomeOf(lease))));
  const isLevel = () =>
    eventually(async () => ((await coordinator.counters()).unrecorded === 0 ? true : null));
  await isLevel();
  const open = only(leasesOf(await coordinator.accept(arrivalOf({ stream: "media:open" }))));
  await coordinator.settle(settlementOf([outcomeOf(open, failed())]));
  await isLevel();

  const { found, rowsRead } = await runInDurableObject(coordinator, (_, ctx) => {
    const cursors: { rowsRead: number }[] = [];
    const sql: Sql = {
      exec(query, ...bindings) {
        const cursor = ctx.storage.sql.exec<never>(query, ...bindings);
        cursors.push(cursor);
        return cursor;
      },
    };
    const { buckets, small } = openTables(sql);
    const from = small.projected();
    cursors.length = 0;
    const events = buckets.unfinishedSince(from).map(({ head }) => head.stream);
    return { found: events, rowsRead: cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0) };
  });

  expect(found).toEqual(["media:open"]);
  // Of changes, a row for each of the two turns.
  expect(rowsRead).toBeLessThan(7);
});
