import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import type { Lease } from "../../../src/coordinate/lease.ts";
import type { ReplayOrder } from "../../../src/coordinate/replays.ts";
import { FIRST_LAYOUT } from "../../../src/coordinate/partition.ts";
import { insertReplay } from "../../../src/record/replays.sql.ts";
import {
  arrivalOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
} from "../../support/builders/coordination.ts";
import { coordinatorWith, eventually, leasesOf, only, recorded } from "./coordinator-under-test.ts";

const NO_RETRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });
const BODY = new TextEncoder().encode('{"type":"video.media.ready","é":"\\""}');

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

type Under = Awaited<ReturnType<typeof coordinatorWith>>;

/** A coordinator whose only event has failed and left it. */
async function withFailedEvent(): Promise<Under & { eventId: string }> {
  const under = await coordinatorWith(NO_RETRY);
  const lease = only(leasesOf(await under.coordinator.accept(arrivalOf({ body: BODY }))));
  await under.coordinator.settle(settlementOf([outcomeOf(lease, failed())], { wanted: 0 }));
  await recorded(under.tenantId, "failed");
  return { ...under, eventId: lease.eventId };
}

/** The lease on the reopened delivery: a Worker asks for what it can do. */
function nextLease({ coordinator }: Under): Promise<Lease> {
  return eventually(async () => (await coordinator.settle(settlementOf([])))[0]);
}

function heldRows({ coordinator }: Under): Promise<number> {
  return runInDurableObject(
    coordinator,
    (_, ctx) => ctx.storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM event_held").one().rows,
  );
}

async function beginReplay(
  { coordinator, tenantId }: Under,
  own: Partial<ReplayOrder["query"]> = {},
): Promise<string> {
  const id = `rpl_${crypto.randomUUID()}`;
  const query = {
    from: 0,
    to: Date.now() + 1_000,
    status: "failed" as const,
    eventTypes: [],
    streams: [],
    ...own,
  };
  const replay = {
    tenantId,
    subscriptionId: "sub_1",
    id,
    query,
    partitions: 1,
    matched: 0,
    createdAt: Date.now(),
  };
  await insertReplay(env.DB, replay, { max: 10, layout: FIRST_LAYOUT });
  await coordinator.startReplay({ id, subscriptionId: "sub_1", query }, 1);
  return id;
}

function replayRow(id: string) {
  return env.DB.prepare(
    `SELECT replay.status, opened, delivered, failed, skipped FROM replay
     JOIN replay_progress ON replay_progress.replay_id = replay.id WHERE replay.id = ?`,
  )
    .bind(id)
    .first();
}

it("takes an event that it has forgotten back from the record, byte for byte, and lets go of it again", async () => {
  const under = await withFailedEvent();
  const { coordinator, tenantId, eventId } = under;

  const obeyed = await coordinator.obey({ command: "retry", eventId, subscriptionId: "sub_1" }, 1);
  const lease = await nextLease(under);
  await coordinator.settle(settlementOf([outcomeOf(lease)]));
  const row = await recorded(tenantId, "delivered");

  expect(obeyed).toMatchObject({ result: "done", deliveries: [{ s: "sub_1", st: "pending", n: 1 }] });
  expect(lease).toMatchObject({ eventId, attempt: 2, position: 1, sequence: 1 });
  expect(lease.body).toEqual(BODY);
  expect(JSON.parse(String(row["deliveries"]))).toMatchObject([{ st: "delivered", n: 2, p: 1 }]);
  await eventually(async () => ((await heldRows(under)) === 0 ? true : null));
});

it("remembers what it has taken back when it is evicted: its alarm has it attempted", async () => {
  const { coordinator, tenantId, eventId } = await withFailedEvent();
  await coordinator.obey({ command: "retry", eventId, subscriptionId: "sub_1" }, 1);

  await evictDurableObject(coordinator);
  const attempt = await eventually(() =>
    env.DB.prepare("SELECT error FROM attempt WHERE tenant_id = ? AND number = 2").bind(tenantId).first(),
  );

  // It has met no endpoint: its secret is made up, so that nothing was sent.
  expect(attempt).toEqual({ error: "secret_unreadable" });
});

it("knows no event of another tenant", async () => {
  const { eventId } = await withFailedEvent();
  const { coordinator } = await coordinatorWith(NO_RETRY);

  const obeyed = await coordinator.obey({ command: "redeliver", eventId, subscriptionId: "sub_1" }, 1);

  expect(obeyed).toEqual({ result: "refused", refusal: { because: "unknown" } });
});

it("drives a replay through an eviction, reports it, and forgets it when it is done", async () => {
  const under = await withFailedEvent();
  const id = await beginReplay(under);
  const lease = await nextLease(under);

  await evictDurableObject(under.coordinator);
  await under.coordinator.settle(settlementOf([outcomeOf(lease)]));
  const row = await eventually(async () => {
    const seen = await replayRow(id);
    return seen?.["status"] === "done" ? seen : null;
  });
  const attempt = await env.DB.prepare("SELECT replay_id FROM attempt WHERE tenant_id = ? AND number = 2")
    .bind(under.tenantId)
    .first();

  expect(lease).toMatchObject({ eventId: under.eventId, replayId: id, attempt: 2 });
  expect(row).toEqual({ status: "done", opened: 1, delivered: 1, failed: 0, skipped: 0 });
  expect(attempt).toEqual({ replay_id: id });
  const stored = await eventually(async () => {
    const rows = await runInDurableObject(under.coordinator, (_, ctx) =>
      ctx.storage.sql.exec("SELECT id FROM replay").toArray(),
    );
    return rows.length === 0 ? rows : null;
  });
  expect(stored).toEqual([]);
});

it("finds nothing outside of the range, the types or the streams that were asked for", async () => {
  const under = await withFailedEvent();

  const ids = await Promise.all([
    beginReplay(under, { to: 1 }),
    beginReplay(under, { eventTypes: ["video.media.deleted"] }),
    beginReplay(under, { streams: ["media:other"] }),
  ]);
  const rows = await Promise.all(
    ids.map((id) =>
      eventually(async () => {
        const seen = await replayRow(id);
        return seen?.["status"] === "done" ? seen : null;
      }),
    ),
  );

  expect(rows.map((row) => row["opened"])).toEqual([0, 0, 0]);
});

it("learns from the record of a cancellation that did not reach it", async () => {
  const under = await withFailedEvent();
  const id = await beginReplay(under);
  await nextLease(under);
  await env.DB.prepare("UPDATE replay SET status = 'cancelled' WHERE id = ?").bind(id).run();

  await evictDurableObject(under.coordinator);
  const row = await eventually(async () => {
    await under.coordinator.counters();
    const seen = await replayRow(id);
    return seen?.["skipped"] === 1 ? seen : null;
  });

  expect(row).toMatchObject({ status: "cancelled", opened: 1, delivered: 0 });
});

it("takes up what the record has pending and it does not know of itself, or gives it up", async () => {
  const { coordinator, tenantId, eventId } = await withFailedEvent();
  const deliveries = [{ s: "sub_1", p: 1, st: "pending", n: 1 }];
  await env.DB.prepare("UPDATE event SET deliveries = ?, status = 'pending' WHERE tenant_id = ?")
    .bind(JSON.stringify(deliveries), tenantId)
    .run();

  const obeyed = await coordinator.obey({ command: "skip", eventId, subscriptionId: "sub_1" }, 1);
  const row = await recorded(tenantId, "failed");

  expect(obeyed).toMatchObject({ result: "done", deliveries: [{ st: "skipped" }] });
  expect(JSON.parse(String(row["deliveries"]))).toMatchObject([{ st: "skipped", n: 1 }]);
});
