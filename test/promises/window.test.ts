import { expect, it } from "vitest";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender } from "../support/fastpix-sender.ts";
import { endLife, newLife, startProduct } from "../support/product.ts";
import type { Receiver } from "../support/receiver.ts";
import { openScene } from "../support/scene.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

/** Longer than any of these tests: what leaves does not leave because of the time. */
const ENDLESS = { orderWindowMs: 60_000 };
const BRIEF = { orderWindowMs: 50 };

/** A live stream's event, some seconds into the broadcast. */
function step(name: string, second: number, of = "show") {
  return { type: `video.live_stream.${name}`, of, at: new Date(Date.UTC(2026, 10, 20, 10, 0, second)) };
}

/** What an endpoint got of one stream: type, sequence, position, and the mark of a late one. */
function seenOf({ deliveries }: Receiver, stream: string): string[] {
  return deliveries
    .filter(({ headers }) => headers["hooklane-stream"] === stream)
    .map(({ headers }) => {
      const late = headers["hooklane-late"] === "true" ? " late" : "";
      return `${headers["hooklane-event-type"]} ${headers["hooklane-sequence"]} ${headers["hooklane-position"]}${late}`;
    });
}

it.concurrent("lets an event wait for the one that it requires, and no other event with it", async () => {
  const scene = await ground.scene({}, ENDLESS);
  const { receiver, subscription } = await scene.subscribe();

  const disconnected = await scene.tell(step("disconnected", 3));
  const active = await scene.tell(step("active", 2));
  await scene.tell({ type: "video.media.created", of: "other" });
  await scene.tell({ type: "video.media.ready", of: "other" });
  await waitFor("the other stream", () => seenOf(receiver, "media:other").length === 2);
  const waiting = await waitFor("the record of what waits", () => scene.api.event(scene.tenant, active.id));
  const pending = await scene.api.events(scene.tenant, { status: "pending" });
  const early = seenOf(receiver, "live:show");
  await scene.tell(step("connected", 1));
  await waitFor("the whole broadcast", () => seenOf(receiver, "live:show").length === 3);

  expect(early).toEqual([]);
  expect(waiting).toMatchObject({ status: "pending", sequence: 2, deliveries: [] });
  expect(waiting.misses).toMatchObject([{ subscriptionId: subscription.id }]);
  expect(waiting.misses[0]?.reason).toContain("waits for an earlier one");
  expect(pending.map(({ id }) => id)).toContain(disconnected.id);
  expect(seenOf(receiver, "live:show")).toEqual([
    "video.live_stream.connected 3 1",
    "video.live_stream.active 2 2",
    "video.live_stream.disconnected 1 3",
  ]);
});

it.concurrent("delivers a media's creation before what was made of it, whichever of them came first", async () => {
  const scene = await ground.scene({}, ENDLESS);
  const { receiver } = await scene.subscribe();

  const at = new Date();
  await scene.tell({ type: "video.media.ready", of: "m1", at });
  await scene.tell({ type: "video.media.created", of: "m1", at });
  await waitFor("both", () => receiver.deliveries.length === 2);

  expect(seenOf(receiver, "media:m1")).toEqual(["video.media.created 2 1", "video.media.ready 1 2"]);
});

it.concurrent("goes on without the one that does not come in time, and marks it as late when it does", async () => {
  const scene = await ground.scene({}, BRIEF);
  const { receiver } = await scene.subscribe();

  const active = await scene.tell(step("active", 1));
  await waitFor("the one that waited", () => receiver.deliveries.length === 1);
  const connected = await scene.tell(step("connected", 2));
  await waitFor("the late one", () => receiver.deliveries.length === 2);
  const events = await waitFor("the record of both", async () => {
    const listed = await scene.api.events(scene.tenant, { status: "delivered" });
    return listed.length === 2 && listed;
  });

  expect(seenOf(receiver, "live:show")).toEqual([
    "video.live_stream.active 1 1",
    "video.live_stream.connected 2 2 late",
  ]);
  const late = Object.fromEntries(events.map((event) => [event.id, event.late]));
  expect(late).toEqual({ [active.id]: false, [connected.id]: true });
});

it.concurrent("lets nothing wait where the source has no window", async () => {
  const scene = await ground.scene({}, { orderWindowMs: 0 });
  const { receiver } = await scene.subscribe();

  await scene.tell(step("active", 2));
  await scene.tell(step("connected", 1));
  await waitFor("both", () => receiver.deliveries.length === 2);

  expect(seenOf(receiver, "live:show")).toEqual([
    "video.live_stream.active 1 1",
    "video.live_stream.connected 2 2 late",
  ]);
});

it.concurrent("answers a re-send of what waits with its place, and delivers it once", async () => {
  const scene = await ground.scene({}, ENDLESS);
  const { receiver } = await scene.subscribe();
  const event = fastpixEvent(step("active", 2));

  const first = acknowledge(await scene.sender.send(event));
  const again = acknowledge(await scene.sender.send(event));
  await scene.tell(step("connected", 1));
  await scene.tell(step("idle", 3));
  await waitFor("the last one", () => receiver.deliveries.length >= 3);

  expect(again).toEqual({ ...first, duplicate: true });
  expect(seenOf(receiver, "live:show")).toEqual([
    "video.live_stream.connected 2 1",
    "video.live_stream.active 1 2",
    "video.live_stream.idle 3 3",
  ]);
});

it.concurrent("keeps what waits through kill -9, its order and its window with it", async ({
  onTestFinished,
}) => {
  const life = newLife();
  onTestFinished(() => endLife(life));
  let product = await startProduct(life);
  onTestFinished(() => product.kill());
  const patient = await openScene(product.api, {}, ENDLESS);
  onTestFinished(() => patient.close());
  const brief = await openScene(product.api, {}, { orderWindowMs: 3_000 });
  onTestFinished(() => brief.close());
  const seats = [await patient.subscribe(), await brief.subscribe()] as const;
  await patient.tell(step("active", 2));
  await brief.tell(step("active", 2));

  await product.kill();
  product = await startProduct(life);
  const path = new URL(patient.source.ingestUrl).pathname;
  const sender = createSender(new URL(path, product.url).href, patient.sourceSecret);
  await waitFor("the window to end", () => seenOf(seats[1].receiver, "live:show").length > 0);
  const early = seenOf(seats[0].receiver, "live:show");
  acknowledge(await sender.send(fastpixEvent(step("connected", 1))));
  await waitFor("both", () => seenOf(seats[0].receiver, "live:show").length >= 2);

  expect(early).toEqual([]);
  expect(seenOf(seats[0].receiver, "live:show")).toEqual([
    "video.live_stream.connected 2 1",
    "video.live_stream.active 1 2",
  ]);
  expect(seenOf(seats[1].receiver, "live:show")).toEqual(["video.live_stream.active 1 1"]);
});
