import {
  applyD1Migrations,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Arrival } from "../../../src/coordinate/arrival.ts";
import { arrivalOf, outcomeOf, settlementOf, subscriptionOf } from "../../support/builders/coordination.ts";
import { coordinatorWith, leasesOf, only, recorded } from "./coordinator-under-test.ts";

const TEN_MINUTES_MS = 600_000;
const AN_HOUR_MS = 3_600_000;

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));
afterEach(() => {
  vi.useRealTimers();
});

/** An event of one live stream whose body is its type. */
function liveEvent(step: string, own: Partial<Arrival> = {}): Arrival {
  const type = `video.live_stream.${step}`;
  return arrivalOf({
    type,
    stream: "live:a",
    body: new TextEncoder().encode(`{"type":"${type}"}`),
    orderWindowMs: AN_HOUR_MS,
    ...own,
  });
}

function textOf(body: Uint8Array | undefined): string {
  return new TextDecoder().decode(body);
}

it("keeps what waits through an eviction, and gives its leases with its body to whoever brings the predecessor", async () => {
  const { coordinator } = await coordinatorWith(
    subscriptionOf("sub_ordered"),
    subscriptionOf("sub_unordered", { policy: { ordering: "none" } }),
  );
  const active = await coordinator.accept(liveEvent("active"));

  await evictDurableObject(coordinator);
  const connected = await coordinator.accept(liveEvent("connected"));

  expect(active).toMatchObject({ result: "accepted", sequence: 1, leases: [] });
  const leases = leasesOf(connected);
  expect(leases.map(({ target, sequence, position }) => [target.subscriptionId, sequence, position])).toEqual(
    [
      ["sub_ordered", 2, 1],
      ["sub_unordered", 2, 1],
      ["sub_unordered", 1, 2],
    ],
  );
  expect(leases.map(({ body }) => body && textOf(body))).toEqual([
    undefined,
    undefined,
    '{"type":"video.live_stream.active"}',
  ]);
  const [first, ...others] = leases;
  const next = await coordinator.settle(settlementOf(first ? [outcomeOf(first)] : []));
  expect(only(next)).toMatchObject({ sequence: 1, position: 2, late: false });
  expect(textOf(only(next).body)).toBe('{"type":"video.live_stream.active"}');
  await coordinator.settle(settlementOf([...next, ...others].map((lease) => outcomeOf(lease))));
});

it("answers a re-send of what waits with its place", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
  const arrival = liveEvent("active");
  const first = await coordinator.accept(arrival);

  const again = await coordinator.accept(arrival);

  expect(again).toMatchObject({
    result: "duplicate",
    sequence: 1,
    eventId: "eventId" in first && first.eventId,
  });
});

it("shows what waits as pending, and whether it came late once it has left", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  await coordinator.accept(liveEvent("active", { occurredAt: 2_000 }));
  const waiting = await recorded(tenantId, "pending");

  const updated = leasesOf(await coordinator.accept(liveEvent("updated", { occurredAt: 3_000 })));
  const [connected] = await coordinator.settle(settlementOf([outcomeOf(only(updated))]));
  expect(connected).toBeUndefined();
  const first = only(leasesOf(await coordinator.accept(liveEvent("connected", { occurredAt: 1_000 }))));
  const second = only(await coordinator.settle(settlementOf([outcomeOf(first)])));
  await coordinator.settle(settlementOf([outcomeOf(second)]));

  expect(waiting).toMatchObject({ sequence: 1, late: 0, undelivered: 1, deliveries: "[]" });
  expect(second).toMatchObject({ sequence: 1, position: 3, late: true });
  await vi.waitFor(async () => {
    const row = await env.DB.prepare("SELECT * FROM event WHERE tenant_id = ? AND sequence = 1")
      .bind(tenantId)
      .first();
    expect(row).toMatchObject({ late: 1, status: "delivered", undelivered: 0 });
  });
});

it("sends on by its alarm what has waited for long enough", async () => {
  const { coordinator, tenantId } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [] } }),
  );

  await coordinator.accept(liveEvent("active", { orderWindowMs: 1 }));

  // Attempted and failed: its secret is made up, so that nothing was sent.
  const row = await recorded(tenantId, "failed");
  expect(JSON.parse(String(row["deliveries"]))).toMatchObject([{ p: 1, n: 1, st: "failed" }]);
});

it("moves what waits out of a bucket that is dropped around it", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  await coordinator.accept(liveEvent("active"));
  await recorded(tenantId, "pending");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + TEN_MINUTES_MS });
  await runDurableObjectAlarm(coordinator);
  await evictDurableObject(coordinator);

  const first = only(leasesOf(await coordinator.accept(liveEvent("connected"))));
  const second = only(await coordinator.settle(settlementOf([outcomeOf(first)])));
  const heads = await runInDurableObject(coordinator, (_, ctx) =>
    ctx.storage.sql.exec<{ head: string }>("SELECT head FROM event_held").toArray(),
  );

  expect(second).toMatchObject({ sequence: 1, position: 2 });
  expect(heads).toHaveLength(1);
  expect(JSON.parse(heads[0]?.head ?? "")).not.toHaveProperty("waitsUntil");
  expect(textOf(second.body)).toBe('{"type":"video.live_stream.active"}');
  await coordinator.settle(settlementOf([outcomeOf(second)]));
});

it("costs an event that does not have to wait nothing", async () => {
  const cost = async (own: Partial<Arrival>) => {
    const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
    const before = await coordinator.counters();
    const lease = only(leasesOf(await coordinator.accept(liveEvent("connected", own))));
    await coordinator.settle(settlementOf([outcomeOf(lease)]));
    const after = await coordinator.counters();
    return { rows: after.rowsWritten - before.rowsWritten, turns: after.turns - before.turns };
  };

  const [without, within] = [await cost({ orderWindowMs: 0 }), await cost({ orderWindowMs: 1_500 })];

  expect(within).toEqual(without);
});
