import { expect, it } from "vitest";
import { fastpixEvent } from "../../support/fastpix-event.ts";
import { acknowledge, createSender } from "../../support/fastpix-sender.ts";
import { gaps, lanesOf, overtakings } from "../../support/lanes.ts";
import { endLife, newLife, startProduct } from "../../support/product.ts";
import { openScene } from "../../support/scene.ts";
import { waitFor } from "../../support/wait-for.ts";

/** More than the 5,000 deliveries of a subscription that a coordinator keeps in memory. */
const EVENTS = 6_000;
const STREAMS = 300;
const SENDERS = 32;

it("keeps what a paused subscription misses, more than memory holds, through kill -9, and delivers it in order", async ({
  onTestFinished,
}) => {
  const life = newLife({ LOG_LEVEL: "warn" });
  onTestFinished(() => endLife(life));
  let product = await startProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const { receiver, subscription } = await scene.subscribe(undefined, { maxInFlight: 100 });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;
  await product.api.post(`${path}/pause`);

  const ids: string[] = [];
  let next = 0;
  const send = async () => {
    for (let i = next++; i < EVENTS; i = next++) {
      const event = fastpixEvent({ type: "video.media.updated", of: `m${i % STREAMS}` });
      ids.push(acknowledge(await scene.sender.send(event)).id);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  await product.kill();
  product = await startProduct(life);
  await product.api.post(`${path}/resume`);
  const again = createSender(
    new URL(new URL(scene.source.ingestUrl).pathname, product.url).href,
    scene.sourceSecret,
  );
  const last = acknowledge(await again.send(fastpixEvent({ type: "video.media.updated", of: "m0" })));
  await waitFor("everything has arrived", () => receiver.deliveries.length > EVENTS, 120_000);

  const arrived = receiver.deliveries.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(arrived)).toEqual(new Set([...ids, last.id]));
  expect(arrived).toHaveLength(EVENTS + 1);
  const lanes = lanesOf(receiver.deliveries);
  expect(lanes).toHaveLength(STREAMS);
  expect(lanes.flatMap(overtakings)).toEqual([]);
  expect(lanes.flatMap(gaps)).toEqual([]);
});
