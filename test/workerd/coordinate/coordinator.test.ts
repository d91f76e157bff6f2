import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import {
  arrivalOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
} from "../../support/builders/coordination.ts";
import { coordinatorWith, leasesOf, only, recorded } from "./coordinator-under-test.ts";

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

it("numbers the events of each stream from 1 without gaps", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));

  const accepted = await Promise.all([
    coordinator.accept(arrivalOf({ stream: "media:a" })),
    coordinator.accept(arrivalOf({ stream: "media:a" })),
    coordinator.accept(arrivalOf({ stream: "media:b" })),
    coordinator.accept(arrivalOf({ stream: "media:a" })),
  ]);

  expect(accepted.map((one) => one.result === "accepted" && one.sequence)).toEqual([1, 2, 1, 3]);
});

it("answers a re-send with the first one's id and sequence, also within one turn", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
  const arrival = arrivalOf();

  const [first, second] = await Promise.all([coordinator.accept(arrival), coordinator.accept(arrival)]);
  const third = await coordinator.accept({ ...arrival, body: new Uint8Array([1]) });

  const place = first.result === "accepted" && { eventId: first.eventId, sequence: first.sequence };
  expect(second).toEqual({ result: "duplicate", ...place });
  expect(third).toEqual({ result: "duplicate", ...place });
});

it("leases the next event of a lane only after the one before is settled, and other lanes at once", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
  const first = only(leasesOf(await coordinator.accept(arrivalOf({ stream: "media:a" }))));

  const behind = leasesOf(await coordinator.accept(arrivalOf({ stream: "media:a" })));
  const beside = leasesOf(await coordinator.accept(arrivalOf({ stream: "media:b" })));
  const next = await coordinator.settle(settlementOf([outcomeOf(first)]));

  expect(behind).toEqual([]);
  expect(only(beside)).toMatchObject({ stream: "media:b", position: 1, attempt: 1 });
  expect(only(next)).toMatchObject({ stream: "media:a", sequence: 2, position: 2, attempt: 1 });
  expect(new TextDecoder().decode(only(next).body)).toBe('{"type":"video.media.ready"}');
});

it("keeps a lane waiting behind its failed head", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
  const first = only(leasesOf(await coordinator.accept(arrivalOf())));
  await coordinator.accept(arrivalOf());

  const next = await coordinator.settle(settlementOf([outcomeOf(first, failed())]));

  expect(next).toEqual([]);
});

it("remembers places, lanes and leases when it is evicted", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1"));
  const arrival = arrivalOf();
  const first = only(leasesOf(await coordinator.accept(arrival)));
  await coordinator.accept(arrivalOf());

  await evictDurableObject(coordinator);
  const again = await coordinator.accept(arrival);
  const third = await coordinator.accept(arrivalOf());
  const next = await coordinator.settle(settlementOf([outcomeOf(first)]));

  expect(again.result).toBe("duplicate");
  expect(third).toMatchObject({ result: "accepted", sequence: 3, leases: [] });
  expect(only(next)).toMatchObject({ sequence: 2 });
});

it("goes by the filter on the payload that it was configured with, also after an eviction", async () => {
  const filters = { categories: ["media"], eventTypes: [], filter: { "data.minutes": { $gte: 10 } } };
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1", { filters }));
  const leasesFor = async (data: string, stream: string) => {
    const body = new TextEncoder().encode(`{"type":"video.media.ready","data":${data}}`);
    return leasesOf(await coordinator.accept(arrivalOf({ body, stream })));
  };

  const before = [await leasesFor('{"minutes":12}', "media:a"), await leasesFor('{"minutes":3}', "media:b")];
  await evictDurableObject(coordinator);
  const after = [await leasesFor('{"minutes":3}', "media:c"), await leasesFor('{"minutes":12}', "media:d")];

  expect([...before, ...after].map((leases) => leases.length)).toEqual([1, 0, 0, 1]);
});

it("shows a settled event in the record, with its attempt folded in", async () => {
  const { coordinator, tenantId } = await coordinatorWith(subscriptionOf("sub_1"));
  const accepted = await coordinator.accept(arrivalOf({ body: new TextEncoder().encode('{"é":"\\""}') }));
  await coordinator.settle(settlementOf([outcomeOf(only(leasesOf(accepted)))]));

  const row = await recorded(tenantId, "delivered");

  expect(row).toMatchObject({ type: "video.media.ready", sequence: 1, undelivered: 0, body: '{"é":"\\""}' });
  expect(JSON.parse(String(row["deliveries"]))).toMatchObject([{ s: "sub_1", p: 1, st: "delivered", n: 1 }]);
});

it("has what is due attempted by its alarm, and the outcome settled", async () => {
  const { coordinator, tenantId } = await coordinatorWith(
    subscriptionOf("sub_1", { policy: { retrySchedule: [0] } }),
  );
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));

  await coordinator.settle(settlementOf([outcomeOf(lease, failed(503))], { wanted: 0 }));

  const row = await recorded(tenantId, "failed");
  expect(JSON.parse(String(row["deliveries"]))).toMatchObject([{ st: "failed", n: 2 }]);
  const attempts = await env.DB.prepare("SELECT number, status_code, error FROM attempt WHERE tenant_id = ?")
    .bind(tenantId)
    .all();
  // The second one has met no endpoint: its secret is made up, so that nothing was sent.
  expect(attempts.results).toEqual([
    { number: 1, status_code: 503, error: "http_status" },
    { number: 2, status_code: null, error: "secret_unreadable" },
  ]);
});

it("sets its alarm for the earliest of what is due", async () => {
  const { coordinator } = await coordinatorWith(subscriptionOf("sub_1", { policy: { retrySchedule: [3] } }));
  const lease = only(leasesOf(await coordinator.accept(arrivalOf())));
  const before = Date.now();

  await coordinator.settle(settlementOf([outcomeOf(lease, failed())]));

  const settled = Date.now();
  const at = await runInDurableObject(coordinator, (_, ctx) => ctx.storage.getAlarm());
  // The three seconds of the schedule, with its jitter of a tenth.
  expect(at).toBeGreaterThanOrEqual(before + 2_700);
  expect(at).toBeLessThanOrEqual(settled + 3_300);
  await runInDurableObject(coordinator, (_, ctx) => ctx.storage.deleteAlarm());
});
