import {
  applyD1Migrations,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { asRecord } from "../../../src/record/record-database.ts";
import { insertReplay } from "../../../src/record/replays.sql.ts";
import {
  arrivalOf,
  configurationOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
  unique,
} from "../../support/builders/coordination.ts";
import { eventually, leasesOf, only, recorded } from "./coordinator-under-test.ts";

const SETTINGS = { categories: [], eventTypes: [], retrySchedule: [], headers: {}, metadata: {} };
const NO_RETRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });

beforeAll(async () => {
  await Promise.all(
    [env.DB, env.RECORD_1, env.RECORD_2].map((db) => applyD1Migrations(db, env.TEST_MIGRATIONS)),
  );
});

/** A coordinator of a new tenant whose record is in this database. */
async function coordinatorIn(recordDatabase: string | null) {
  const tenantId = `ten_apart_${unique()}`;
  const coordinator = env.COORDINATOR.getByName(`${tenantId}:0`);
  await coordinator.configure(configurationOf([NO_RETRY], { tenantId, recordDatabase }));
  return { tenantId, coordinator };
}

type Under = Awaited<ReturnType<typeof coordinatorIn>>;

async function failOne({ coordinator, tenantId }: Under, db: D1Database): Promise<Lease> {
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));
  await coordinator.settle(settlementOf([outcomeOf(lease, failed())], { wanted: 0 }));
  await recorded(tenantId, "failed", db);
  return lease;
}

function eventsIn(db: D1Database, tenantId: string): Promise<number | null> {
  return db.prepare("SELECT count(*) AS rows FROM event WHERE tenant_id = ?").bind(tenantId).first("rows");
}

it("records events and attempts in the tenant's own database, and what it learns of streams in the directory", async () => {
  const { coordinator, tenantId } = await coordinatorIn("RECORD_1");
  const stream = `media:${tenantId}`;

  const lease = only(leasesOf(await coordinator.accept(arrivalOf({ stream, learn: true }))));
  await coordinator.settle(settlementOf([outcomeOf(lease, failed())], { wanted: 0 }));

  const row = await recorded(tenantId, "failed", env.RECORD_1);
  const learned = (db: D1Database) =>
    db.prepare("SELECT tenant_id AS of FROM stream_tenant WHERE stream = ?").bind(stream).first("of");
  expect(row["id"]).toBe(lease.eventId);
  expect(await eventually(() => learned(env.DB))).toBe(tenantId);
  expect([
    await learned(env.RECORD_1),
    await eventsIn(env.DB, tenantId),
    await eventsIn(env.RECORD_2, tenantId),
  ]).toEqual([null, 0, 0]);
  const attempts = env.RECORD_1.prepare("SELECT count(*) AS rows FROM attempt WHERE tenant_id = ?");
  expect(await attempts.bind(tenantId).first("rows")).toBe(1);
});

it("learns where the record is from the directory as well, and remembers it when it is rebuilt", async () => {
  const tenantId = `ten_apart_${unique()}`;
  await env.DB.prepare(
    `INSERT INTO tenant (id, name, partitions, retention_days, metadata, status, config_version, pushed_version,
       pruned_at, created_at, updated_at, record_database)
     VALUES (?, 'Tenant', 1, 30, '{}', 'active', 1, 0, 0, 0, 0, 'RECORD_2')`,
  )
    .bind(tenantId)
    .run();
  const coordinator = env.COORDINATOR.getByName(`${tenantId}:0`);
  await coordinator.accept(arrivalOf());
  await recorded(tenantId, "unmatched", env.RECORD_2);

  await evictDurableObject(coordinator);
  // A Worker of an earlier version does not know of databases.
  await coordinator.configure(configurationOf([], { tenantId, version: 2 }));
  await coordinator.accept(arrivalOf());

  await eventually(async () => (await eventsIn(env.RECORD_2, tenantId)) === 2 || undefined);
  expect(await eventsIn(env.DB, tenantId)).toBe(0);
});

it("reads back what it sends again from the tenant's own database", async () => {
  const under = await coordinatorIn("RECORD_1");
  const { eventId } = await failOne(under, env.RECORD_1);

  const obeyed = await under.coordinator.obey({ command: "redeliver", eventId, subscriptionId: "sub_1" }, 1);

  expect(obeyed.result).toBe("done");
});

it("replays from the tenant's own database, and reports there how far it has come", async () => {
  const under = await coordinatorIn("RECORD_1");
  await failOne(under, env.RECORD_1);
  const { coordinator, tenantId } = under;
  const id = `rpl_${crypto.randomUUID()}`;
  const query = { from: 0, to: Date.now() + 1_000, status: "failed" as const, eventTypes: [], streams: [] };
  const replay = {
    tenantId,
    subscriptionId: "sub_1",
    id,
    query,
    partitions: 1,
    matched: 1,
    createdAt: Date.now(),
  };
  await insertReplay(asRecord(env.RECORD_1), replay, 10);

  await coordinator.startReplay({ id, subscriptionId: "sub_1", query }, 1);
  const lease = await eventually(async () => (await coordinator.settle(settlementOf([])))[0]);
  await coordinator.settle(settlementOf([outcomeOf(lease)], { wanted: 0 }));

  const status = env.RECORD_1.prepare("SELECT status FROM replay WHERE id = ? AND status = 'done'").bind(id);
  expect(await eventually(() => status.first("status"))).toBe("done");
});

it("tells what it has counted in the tenant's own database", async () => {
  const under = await coordinatorIn("RECORD_2");
  await failOne(under, env.RECORD_2);
  const told = (db: D1Database) =>
    db
      .prepare("SELECT failed FROM coordinator_status WHERE tenant_id = ?")
      .bind(under.tenantId)
      .first("failed");

  const reported = await eventually(async () => {
    await runDurableObjectAlarm(under.coordinator);
    return told(env.RECORD_2);
  }, 15_000);

  expect([reported, await told(env.DB)]).toEqual([1, null]);
});

it("delivers and keeps everything while the database that its record is in is not part of the deployment", async () => {
  const { coordinator, tenantId } = await coordinatorIn("RECORD_9");

  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));
  await coordinator.settle(settlementOf([outcomeOf(lease)], { wanted: 0 }));
  const obeyed = await coordinator.obey(
    { command: "redeliver", eventId: "evt_old", subscriptionId: "sub_1" },
    1,
  );

  expect(obeyed.result).toBe("unavailable");
  expect((await coordinator.counters()).unrecorded).toBe(1);
  await coordinator.configure(
    configurationOf([NO_RETRY], { tenantId, version: 2, recordDatabase: "RECORD_1" }),
  );
  expect((await recorded(tenantId, "delivered", env.RECORD_1))["id"]).toBe(lease.eventId);
});

it("tells the directory that a subscription is gone while its record is away", async () => {
  const { coordinator, tenantId } = await coordinatorIn("RECORD_9");
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO tenant (id, name, partitions, retention_days, metadata, status, config_version, pushed_version,
         pruned_at, created_at, updated_at, record_database)
       VALUES (?, 'Tenant', 1, 30, '{}', 'active', 1, 0, 0, 0, 0, 'RECORD_9')`,
    ).bind(tenantId),
    env.DB.prepare(
      `INSERT INTO subscription (tenant_id, id, url, status, settings, secrets, created_at, updated_at)
       VALUES (?, 'sub_1', 'https://endpoint.example/', 'enabled', ?, '[]', 0, 0)`,
    ).bind(tenantId, JSON.stringify(SETTINGS)),
  ]);
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));

  await coordinator.settle(settlementOf([outcomeOf(lease, failed(410))], { wanted: 0 }));

  const status = env.DB.prepare(
    "SELECT status FROM subscription WHERE tenant_id = ? AND status = 'disabled'",
  );
  expect(await eventually(() => status.bind(tenantId).first("status"))).toBe("disabled");
  const left = () =>
    runInDurableObject(coordinator, (_, ctx) =>
      ctx.storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM disablement").one(),
    );
  await eventually(async () => (await left()).rows === 0 || undefined);
  await coordinator.configure(configurationOf([], { tenantId, version: 9, recordDatabase: "RECORD_1" }));
  await recorded(tenantId, "delivered", env.RECORD_1);
});

it("takes nothing more in when it was erased, and has left nothing in any other database", async () => {
  const { coordinator, tenantId } = await coordinatorIn("RECORD_1");
  await coordinator.accept(arrivalOf());

  await coordinator.erase();
  await runDurableObjectAlarm(coordinator);

  expect([await eventsIn(env.DB, tenantId), await eventsIn(env.RECORD_2, tenantId)]).toEqual([0, 0]);
  expect(await coordinator.accept(arrivalOf())).toMatchObject({ result: "unavailable" });
});
