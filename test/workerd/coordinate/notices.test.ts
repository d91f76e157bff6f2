import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import { SYSTEM_TENANT_ID } from "../../../src/operational/system-tenant.ts";
import {
  arrivalOf,
  configurationOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
  unique,
} from "../../support/builders/coordination.ts";
import { addTenant } from "../ingest/rows.ts";
import { coordinatorWith, eventually, leasesOf, only } from "./coordinator-under-test.ts";

const DAY_MS = 86_400_000;
const ONE_TRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });

type Coordinator = Awaited<ReturnType<typeof coordinatorWith>>["coordinator"];

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));
beforeEach(() => configureSystem());
afterEach(() => {
  vi.useRealTimers();
});

/** The system tenant's coordinator, from here on with these subscriptions of the operator. */
async function configureSystem(...subscriptions: CoordinatedSubscription[]): Promise<Coordinator> {
  const system = env.COORDINATOR.getByName(`${SYSTEM_TENANT_ID}:0`);
  const version = 1_000 + unique();
  await system.configure(configurationOf(subscriptions, { tenantId: SYSTEM_TENANT_ID, version }));
  return system;
}

function moveClockTo(at: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
}

async function fail(coordinator: Coordinator): Promise<void> {
  const lease = only(leasesOf(await coordinator.accept(arrivalOf({ stream: `media:${unique()}` }))));
  await coordinator.settle(settlementOf([outcomeOf(lease, failed())], { wanted: 0 }));
}

/** What the system tenant has of a tenant's events, oldest first, once there are so many. */
function toldOf(tenantId: string, count: number): Promise<{ type: string; body: string }[]> {
  return eventually(async () => {
    const { results } = await env.DB.prepare(
      "SELECT type, body FROM event WHERE tenant_id = ? AND body LIKE ? ORDER BY sequence",
    )
      .bind(SYSTEM_TENANT_ID, `%"tenantId":"${tenantId}"%`)
      .all<{ type: string; body: string }>();
    return results.length >= count ? results : null;
  });
}

function noticeRows(coordinator: Coordinator): Promise<string[]> {
  return runInDurableObject(coordinator, (_, ctx) =>
    ctx.storage.sql
      .exec<{ id: string }>("SELECT id FROM notice ORDER BY id")
      .toArray()
      .map(({ id }) => id),
  );
}

it("brings what happened into the system tenant, and forgets it then", async () => {
  const { coordinator, tenantId } = await coordinatorWith(ONE_TRY);

  await fail(coordinator);

  const told = await toldOf(tenantId, 2);
  expect(told.map(({ type }) => type)).toEqual(["delivery.exhausted", "subscription.failing"]);
  await eventually(async () => ((await noticeRows(coordinator)).length === 0 ? true : null));
});

/** Two notices that were sent and forgotten: their rows, as they stood before. */
async function sentNotices() {
  const { coordinator, tenantId } = await coordinatorWith(ONE_TRY);
  await fail(coordinator);
  const rows = await runInDurableObject(coordinator, (_, ctx) =>
    ctx.storage.sql.exec<{ id: string; notice: string }>("SELECT id, notice FROM notice").toArray(),
  );
  await toldOf(tenantId, 2);
  await eventually(async () => ((await noticeRows(coordinator)).length === 0 ? true : null));
  return { coordinator, tenantId, rows };
}

/** Puts rows where a coordinator that died would have left them, and has it built anew. */
async function leaveBehind(
  coordinator: Coordinator,
  rows: readonly { id: string; notice: string }[],
): Promise<void> {
  await runInDurableObject(coordinator, (_, ctx) => {
    for (const { id, notice } of rows) ctx.storage.sql.exec("INSERT INTO notice VALUES (?, ?)", id, notice);
  });
  await evictDurableObject(coordinator);
  await coordinator.healthOf("sub_1");
  await eventually(async () => ((await noticeRows(coordinator)).length === 0 ? true : null));
}

it("brings it although the coordinator died before it could", async () => {
  const { coordinator, tenantId, rows } = await sentNotices();
  const unsent = rows.map(({ id, notice }) => ({ id: `${id}x`, notice: notice.replaceAll(id, `${id}x`) }));

  await leaveBehind(coordinator, unsent);

  expect(unsent).toHaveLength(2);
  expect(await toldOf(tenantId, 4)).toHaveLength(4);
});

it("brings it once although it died before it could note that it was brought", async () => {
  const { coordinator, tenantId, rows } = await sentNotices();

  await leaveBehind(coordinator, rows);

  expect(rows).toHaveLength(2);
  expect(await toldOf(tenantId, 2)).toHaveLength(2);
});

it("has the operator's own subscriptions delivered by the system tenant's alarm", async () => {
  await configureSystem(subscriptionOf("sub_operator"));
  const { coordinator, tenantId } = await coordinatorWith(ONE_TRY);

  await fail(coordinator);

  // The attempt meets no endpoint: its secret is made up.
  const attempt = await eventually(() =>
    env.DB.prepare("SELECT error FROM attempt WHERE tenant_id = ? AND subscription_id = 'sub_operator'")
      .bind(SYSTEM_TENANT_ID)
      .first(),
  );
  expect(attempt).toEqual({ error: "secret_unreadable" });
  expect(await toldOf(tenantId, 2)).toHaveLength(2);
});

it("tells nothing of the system tenant's own subscriptions", async () => {
  const system = await configureSystem(subscriptionOf("sub_own", { policy: { retrySchedule: [] } }));

  await fail(system);
  await eventually(async () => ((await noticeRows(system)).length === 0 ? true : null));

  const about = await env.DB.prepare(
    "SELECT count(*) AS events FROM event WHERE body LIKE '%sub_own%'",
  ).first();
  expect(about).toEqual({ events: 0 });
});

/** A subscription in two partitions; nothing succeeds in the first one for five days. */
async function failingForFiveDays(inTheOther: (sibling: Coordinator) => Promise<void>) {
  const tenantId = `ten_${unique()}`;
  await addTenant({ id: tenantId, uid: tenantId });
  const [first, second] = [0, 1].map((partition) => env.COORDINATOR.getByName(`${tenantId}:${partition}`));
  if (!first || !second) throw new Error("two coordinators are needed");
  const configuration = configurationOf([ONE_TRY], { tenantId, partitions: 2 });
  await Promise.all([first.configure(configuration), second.configure(configuration)]);
  const begin = Date.now();
  moveClockTo(begin);
  await fail(first);
  moveClockTo(begin + 4 * DAY_MS);
  await inTheOther(second);
  await fail(first);
  await evictDurableObject(first);
  await evictDurableObject(second);
  moveClockTo(begin + 5 * DAY_MS);
  await fail(first);
  return { first, tenantId };
}

it("disables a subscription after five days, over evictions, when the other partition saw no success either", async () => {
  const { tenantId } = await failingForFiveDays((sibling) => fail(sibling));

  const told = await eventually(async () => {
    const all = await toldOf(tenantId, 1);
    return all.find(({ type }) => type === "subscription.disabled");
  });
  expect(JSON.parse(told.body)).toMatchObject({ data: { reason: "no success for 5 days" } });
});

it("leaves a subscription on that has succeeded in the other partition", async () => {
  const { first } = await failingForFiveDays(async (sibling) => {
    const lease = only(leasesOf(await sibling.accept(arrivalOf())));
    await sibling.settle(settlementOf([outcomeOf(lease)]));
  });

  const health = await eventually(async () => {
    const seen = await first.healthOf("sub_1");
    return seen?.failingSince && seen.failingSince > Date.now() - 2 * DAY_MS ? seen : null;
  });
  expect(health).toMatchObject({ breaker: "closed" });
  expect(leasesOf(await first.accept(arrivalOf({ stream: "media:on" })))).toHaveLength(1);
});
