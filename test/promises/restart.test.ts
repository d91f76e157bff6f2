import { it } from "vitest";
import type { EventView } from "../../src/manage/events/event.schema.ts";
import { fastpixEvent, type FastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender } from "../support/fastpix-sender.ts";
import { gaps, lanesOf, takenAt } from "../support/lanes.ts";
import { chanceOf } from "../support/lifecycles.ts";
import { endLife, newLife, startProduct, type Product } from "../support/product.ts";
import type { Delivered, Script } from "../support/receiver.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { waitFor } from "../support/wait-for.ts";

const EVENTS = 200;
const STREAMS = 20;
const SENDERS = 8;
const END_AFTER = 60;
const SEED = 1123;
// Bounds the leases that die with their Worker: a short one lets the tests be short.
const POLICY = { timeoutSeconds: 2 };

const ENDS: [string, (product: Product) => Promise<unknown>][] = [
  ["kill -9 of all its processes", (product) => product.kill()],
  ["SIGTERM", (product) => product.stop()],
];

/** Sends like a provider: several at once, each stream in its order, and whatever was not acknowledged once more. */
async function sendAll(
  events: readonly FastpixEvent[],
  send: (event: FastpixEvent) => Promise<string>,
): Promise<string[]> {
  const shares = Array.from({ length: SENDERS }, (_, i) =>
    events.filter((event) => streamNumber(event) % SENDERS === i),
  );
  const sent = await Promise.all(
    shares.map(async (share) => {
      const ids: string[] = [];
      for (const event of share) ids.push(await waitFor(`${event.id} to be acknowledged`, () => send(event)));
      return ids;
    }),
  );
  return sent.flat();
}

function streamNumber(event: FastpixEvent): number {
  return Number(event.stream.replace("media:m", ""));
}

function makeEvents(): FastpixEvent[] {
  return Array.from({ length: EVENTS }, (_, i) =>
    fastpixEvent({ type: "video.media.updated", of: `m${i % STREAMS}` }),
  );
}

/** Whatever was acknowledged arrived; what was taken twice is the same event again. */
function arrivedIds(deliveries: readonly Delivered[]): string[] {
  const rows = lanesOf(deliveries).flatMap((lane) => lane.rows);
  return rows.filter((row) => takenAt(row) !== undefined).map(({ eventId }) => eventId);
}

async function wholeRecord(scene: Scene, product: Product): Promise<EventView[]> {
  return waitFor("the record to be whole", async () => {
    const listed = await product.api.events(scene.tenant);
    return listed.length === EVENTS && listed.every(({ status }) => status === "delivered") && listed;
  });
}

it.concurrent.for(ENDS)(
  "loses nothing that it acknowledged through %s and a new start",
  async ([, end], test) => {
    const { expect, onTestFinished } = test;
    const life = newLife();
    onTestFinished(() => endLife(life));
    const chance = chanceOf(SEED);
    let product = await startProduct(life);
    onTestFinished(() => product.kill());
    const scene = await openScene(product.api, { partitions: 2 });
    onTestFinished(() => scene.close());
    const flaky: Script = (_request, seen) => ({
      kind: "answer",
      status: seen === 0 && chance() < 0.1 ? 503 : 204,
    });
    const [steady, unsteady] = [
      await scene.subscribe(undefined, POLICY),
      await scene.subscribe(flaky, POLICY),
    ];
    const path = new URL(scene.source.ingestUrl).pathname;

    let acknowledged = 0;
    let restart: Promise<void> | undefined;
    const ids = await sendAll(makeEvents(), async (event) => {
      const receipt = await createSender(new URL(path, product.url).href, scene.sourceSecret).send(event);
      const { id } = acknowledge(receipt);
      acknowledged += 1;
      if (acknowledged >= END_AFTER) {
        restart ??= (async () => {
          await end(product);
          product = await startProduct(life);
        })();
      }
      return id;
    });
    await restart;
    const whole = () =>
      [steady, unsteady].every(({ receiver }) => arrivedIds(receiver.deliveries).length === EVENTS);
    await waitFor("everything to arrive", whole, 40_000);
    const events = await wholeRecord(scene, product);

    expect(new Set(ids).size).toBe(EVENTS);
    for (const { receiver } of [steady, unsteady]) {
      expect(new Set(arrivedIds(receiver.deliveries))).toEqual(new Set(ids));
      expect(lanesOf(receiver.deliveries).flatMap(gaps)).toEqual([]);
    }
    expect(new Set(events.map(({ id }) => id))).toEqual(new Set(ids));
  },
);
