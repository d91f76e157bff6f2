import { expect, it } from "vitest";
import type { TenantView } from "../../src/manage/tenants/tenant.schema.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge } from "../support/fastpix-sender.ts";
import { balance } from "../support/ledger.ts";
import { failingFirst, OK, type Script } from "../support/receiver.ts";
import type { Scene, Seat } from "../support/scene.ts";
import { startSenders } from "../support/tireless-sender.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const MOVED_WITHIN_MS = 40_000;
const SETTLED_WITHIN_MS = 40_000;
const LOAD = { senders: 6, streamsEach: 5, newAfter: 60, pauseMs: 10 };
const POLICY = { maxInFlight: 12 };
const SEEN_BEFORE = 12;

const slow: Script = () => ({ kind: "delay", ms: 40, next: OK });
/** Fails one event in sixteen at first, which holds its lane and its stream for a second. */
const failing: Script = (request, seen) =>
  (request.headers["webhook-id"]?.endsWith("0") ? failingFirst(1) : () => OK)(request, seen);

async function repartition(scene: Scene, partitions: number): Promise<TenantView> {
  const { tenant, api } = scene;
  const changed = await api.patch<TenantView>(`/v1/tenants/${tenant}`, { partitions });
  expect(changed.repartitioning).toMatchObject({ to: partitions });
  return waitFor(
    `every stream to be where it belongs among ${partitions}`,
    async () => {
      const now = await api.get<TenantView>(`/v1/tenants/${tenant}`);
      return now.repartitioning === null && now;
    },
    MOVED_WITHIN_MS,
  );
}

async function settled({ api, tenant }: Scene, { subscription }: Seat, events: number) {
  return waitFor(
    "everything to be settled and recorded",
    async () => {
      const listed = await api.deliveries(tenant, { subscription: subscription.id });
      const isOpen = listed.some(({ status }) => status === "pending");
      return listed.length >= events && !isOpen && listed;
    },
    SETTLED_WITHIN_MS,
  );
}

it("keeps every promise while a tenant goes from 1 partition to 4 and to 2 under load, with a slow and a failing endpoint", async () => {
  const scene = await ground.scene();
  const seats = {
    healthy: await scene.subscribe(undefined, POLICY),
    slow: await scene.subscribe(slow, POLICY),
    failing: await scene.subscribe(failing, POLICY),
  };
  const early = Array.from({ length: SEEN_BEFORE }, (_, i) =>
    fastpixEvent({ type: "video.media.updated", of: `early-${i}` }),
  );
  const firsts = [];
  for (const event of early) firsts.push(acknowledge(await scene.sender.send(event)));

  const senders = startSenders(scene, () => ground.product().url, LOAD);
  await waitFor("some load", () => seats.healthy.receiver.deliveries.length > 200);
  const wide = await repartition(scene, 4);
  const betweens = [];
  for (const event of early) betweens.push(acknowledge(await scene.sender.send(event)));
  const inBetween = fastpixEvent({ type: "video.media.updated", of: "early-0" });
  const first = acknowledge(await scene.sender.send(inBetween));
  const narrow = await repartition(scene, 2);
  const lasts = [];
  for (const event of [...early, inBetween]) lasts.push(acknowledge(await scene.sender.send(event)));
  await senders.finish();

  const acknowledged = [...senders.acknowledged(), ...firsts.map(({ id }) => id), first.id];
  for (const [name, seat] of Object.entries(seats)) {
    const recorded = await settled(scene, seat, acknowledged.length);
    const { receiver } = seat;
    const books = { acknowledged, recorded, received: receiver.deliveries, kills: [], maxInFlight: 12 };
    const { counts, faults } = balance(books);
    expect({ name, faults }).toEqual({ name, faults: [] });
    expect(counts.delivered).toBe(acknowledged.length);
  }
  expect([wide.partitions, narrow.partitions]).toEqual([4, 2]);
  expect(first).toMatchObject({ duplicate: false, sequence: 2 });
  const again = (one: { id: string; sequence: number | null }) => ({
    id: one.id,
    duplicate: true,
    sequence: one.sequence,
  });
  expect(betweens).toMatchObject(firsts.map(again));
  expect(lasts).toMatchObject([...firsts, first].map(again));
}, 120_000);
