import { expect, it, onTestFinished } from "vitest";
import type { SystemView } from "../../src/manage/statistics/statistics.schema.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import { gaps, lanesOf, overtakings } from "../support/lanes.ts";
import { endLife, type Life, newLife, type Product, startProduct } from "../support/product.ts";
import { createSender } from "../support/fastpix-sender.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { openScene, type Scene, type Seat } from "../support/scene.ts";
import { waitFor } from "../support/wait-for.ts";

const TENANTS = 9;
const STREAMS = 3;
const EVENTS = 12;

/** One tenant with everything that was acknowledged for it. */
interface Placed extends Seat {
  scene: Scene;
  acknowledged: string[];
}

async function openTenants(product: Product, count: number): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (let i = 0; i < count; i++) {
    const scene = await openScene(product.api);
    onTestFinished(() => scene.close());
    placed.push({ scene, acknowledged: [], ...(await scene.subscribe()) });
  }
  return placed;
}

/** Tenants, until both databases hold some beside the system tenant. */
async function openInEach(product: Product): Promise<Placed[]> {
  const placed = await openTenants(product, 4);
  for (;;) {
    const { DB = 0, RECORD_1 = 0 } = await tenantsIn(product);
    if (DB > 1 && RECORD_1 > 0) return placed;
    placed.push(...(await openTenants(product, 1)));
  }
}

/** Sends a tenant's next events to the router that runs at present. */
async function load({ scene, acknowledged }: Placed, product: Product, events: number): Promise<void> {
  const ingest = new URL(new URL(scene.source.ingestUrl).pathname, product.url).href;
  const sender = createSender(ingest, scene.sourceSecret);
  for (let i = 0; i < events; i++) {
    const { status, body } = await sender.send(
      fastpixEvent({ type: "video.media.updated", of: `m${i % STREAMS}` }),
    );
    expect(status).toBe(202);
    acknowledged.push((body as { id: string }).id);
  }
}

/** Waits until the record and the endpoint of a tenant have exactly what was acknowledged, in order. */
async function expectWhole({ scene, subscription, receiver, acknowledged }: Placed, { api }: Product) {
  await waitFor(`the record of ${scene.tenant}`, async () => {
    const delivered = await api.deliveries(scene.tenant, { status: "delivered" });
    return delivered.length >= acknowledged.length;
  });
  const recorded = await api.deliveries(scene.tenant, { subscription: subscription.id });
  expect(recorded.map(({ eventId }) => eventId).toSorted()).toEqual(acknowledged.toSorted());
  expect(receiver.deliveries).toHaveLength(acknowledged.length);
  const lanes = lanesOf(receiver.deliveries);
  expect(lanes.flatMap((lane) => [...overtakings(lane), ...gaps(lane)])).toEqual([]);
}

async function tenantsIn({ api }: Product): Promise<Record<string, number>> {
  const { databases } = await api.get<SystemView>("/v1/system");
  return Object.fromEntries(databases.map(({ binding, tenants }) => [binding, tenants]));
}

async function statusOf({ scene }: Placed, { api }: Product): Promise<number> {
  return (await api.request("GET", `/v1/tenants/${scene.tenant}/events`)).status;
}

it("keeps each tenant in the database that it was placed in, also when there is another one, or one is missing", async () => {
  const life = newLife();
  onTestFinished(() => endLife(life));
  let product: Product | undefined;
  const restart = async (RECORD_DATABASES: string, more: Record<string, string> = {}): Promise<Product> => {
    await product?.stop();
    const settings: Life = { ...life, env: { ...life.env, RECORD_DATABASES, ...more } };
    product = await startProduct(settings);
    return product;
  };
  onTestFinished(() => product?.kill());

  const first = await restart("RECORD_1,RECORD_2", { NEW_TENANTS_IN: "DB,RECORD_1,RECORD_2" });
  const old = await openTenants(first, TENANTS);
  await Promise.all(old.map((placed) => load(placed, first, EVENTS)));
  await Promise.all(old.map((placed) => expectWhole(placed, first)));
  const before = await tenantsIn(first);

  const second = await restart("RECORD_1,RECORD_2,RECORD_3", { NEW_TENANTS_IN: "RECORD_3" });
  const young = await openTenants(second, 1);
  await Promise.all([...old, ...young].map((placed) => load(placed, second, STREAMS)));
  await Promise.all([...old, ...young].map((placed) => expectWhole(placed, second)));
  expect(await tenantsIn(second)).toEqual({ ...before, RECORD_3: 1 });

  const third = await restart("RECORD_1,RECORD_2");
  await Promise.all([...old, ...young].map((placed) => load(placed, third, STREAMS)));
  await Promise.all(old.map((placed) => expectWhole(placed, third)));
  const [cut] = young;
  const received = cut?.receiver.deliveries;
  await waitFor("deliveries without a record", () => received?.length === cut?.acknowledged.length);
  expect(await Promise.all(young.map((placed) => statusOf(placed, third)))).toEqual([503]);
  expect(third.output()).toContain("the database RECORD_3 holds records and is not there");

  const last = await restart("RECORD_1,RECORD_2,RECORD_3");
  await Promise.all([...old, ...young].map((placed) => expectWhole(placed, last)));
});

it("delivers, and serves every other tenant, while one of several databases is down, and has everything afterwards", async () => {
  const life = newLife({ RECORD_DATABASES: "RECORD_1", NEW_TENANTS_IN: "DB,RECORD_1" });
  onTestFinished(() => endLife(life));
  const product = await startFaultyProduct(life);
  onTestFinished(() => product.kill());
  const all = await openInEach(product);
  await Promise.all(all.map((placed) => load(placed, product, 1)));
  await Promise.all(all.map((placed) => expectWhole(placed, product)));

  await product.setFault("down", "RECORD_1");
  await Promise.all(all.map((placed) => load(placed, product, EVENTS)));
  await waitFor("everything to be delivered", () =>
    all.every(({ receiver, acknowledged }) => receiver.deliveries.length === acknowledged.length),
  );
  const statuses = await Promise.all(all.map((placed) => statusOf(placed, product)));
  const served = all.filter((_, i) => statuses[i] === 200);
  await Promise.all(served.map((placed) => expectWhole(placed, product)));
  await product.fireCron();
  await product.setFault("none", "RECORD_1");

  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  await Promise.all(all.map((placed) => expectWhole(placed, product)));
});
