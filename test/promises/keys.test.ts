import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, it } from "vitest";
import type { RotatedView } from "../../src/manage/subscriptions/subscription.schema.ts";
import { createApi } from "../support/api.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender } from "../support/fastpix-sender.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import { endLife, newLife, type Life } from "../support/product.ts";
import type { Delivered } from "../support/receiver.ts";
import { openScene } from "../support/scene.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const lives: Life[] = [];

afterAll(() => {
  for (const life of lives) endLife(life);
});

interface MadeKey {
  id: string;
  key: string;
}

function verifies(secret: string, { body, headers }: Delivered): boolean {
  try {
    new Webhook(secret).verify(body.toString(), { ...headers });
    return true;
  } catch {
    return false;
  }
}

it("lets a tenant work with a key of its own, and no longer once that is revoked", async () => {
  const { api, tenant } = await ground.scene();
  const other = await ground.scene();
  const { id, key } = await api.post<MadeKey>(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const own = createApi(ground.product().url, key);
  const statusOf = async (path: string) => (await own.request("GET", path)).status;

  await own.createSubscription(tenant, { url: "http://127.0.0.1:9/hook" });
  const before = [
    await statusOf(`/v1/tenants/${tenant}/subscriptions`),
    await statusOf(`/v1/tenants/${other.tenant}`),
  ];
  await api.request("DELETE", `/v1/tenants/${tenant}/keys/${id}`);

  expect(before).toEqual([200, 404]);
  expect(await statusOf(`/v1/tenants/${tenant}/subscriptions`)).toBe(401);
  expect(ground.product().output()).not.toContain(key);
});

it("signs with both secrets while they overlap, and with the new one alone after a sharp rotation", async () => {
  const { api, tenant, subscribe, tell } = await ground.scene();
  const { receiver, subscription } = await subscribe();
  const path = `/v1/tenants/${tenant}/subscriptions/${subscription.id}/rotate-secret`;
  const received = (count: number) => waitFor(`delivery ${count}`, () => receiver.deliveries[count - 1]);

  const gentle = await api.post<RotatedView>(path);
  await tell({ type: "video.media.ready", of: "m1" });
  const overlapping = await received(1);
  const sharp = await api.post<RotatedView>(path, { overlapSeconds: 0 });
  await tell({ type: "video.media.ready", of: "m2" });
  const alone = await received(2);

  const secrets = [subscription.secret, gentle.secret, sharp.secret];
  expect(secrets.map((secret) => verifies(secret, overlapping))).toEqual([true, true, false]);
  expect(secrets.map((secret) => verifies(secret, alone))).toEqual([false, false, true]);
});

it("goes on receiving and delivering through a change of the encryption key, and then without the old one", async () => {
  const life = newLife();
  lives.push(life);
  const fresh = { ...life.env, ENCRYPTION_KEY: randomBytes(32).toString("base64") };
  const both = { ...fresh, ENCRYPTION_KEY_OLD: life.env["ENCRYPTION_KEY"] ?? "" };

  const first = await startFaultyProduct(life);
  const scene = await openScene(first.api);
  const headers = { authorization: "Bearer of the endpoint" };
  const { receiver, subscription } = await scene.subscribe(undefined, { headers });
  await first.stop();
  const second = await startFaultyProduct({ ...life, env: both });
  await waitFor("nothing to need the old key", async () => {
    await second.fireCron();
    return second.output().includes("old_key_unused");
  });
  await second.stop();
  const third = await startFaultyProduct({ ...life, env: fresh });
  const { pathname } = new URL(scene.source.ingestUrl);
  const sender = createSender(`${third.url}${pathname}`, scene.sourceSecret);
  acknowledge(await sender.send(fastpixEvent({ type: "video.media.ready", of: "m1" })));
  await waitFor("the delivery", () => receiver.deliveries[0]);
  await third.stop();
  await scene.close();

  expect(receiver.deliveries.map((delivered) => verifies(subscription.secret, delivered))).toEqual([true]);
  expect(receiver.deliveries[0]?.headers).toMatchObject(headers);
});
