import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender, newSourceSecret } from "../support/fastpix-sender.ts";
import type { Script } from "../support/receiver.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

/** An endpoint as FastPix's documentation has its customers write one: 401 unless the header verifies. */
function fastpixHandler(secret: string): Script {
  return ({ headers, body }) => {
    const expected = createHmac("sha256", Buffer.from(secret, "base64")).update(body).digest();
    const received = Buffer.from(headers["fastpix-signature"] ?? "", "base64");
    const isGenuine = received.length === expected.length && timingSafeEqual(received, expected);
    return { kind: "answer", status: isGenuine ? 200 : 401 };
  };
}

it("delivers an event to exactly the subscriptions of its tenant that want it", async () => {
  const scene = await ground.scene();
  const other = await ground.scene();
  const media = await scene.subscribe(undefined, { categories: ["media"] });
  const pattern = await scene.subscribe(undefined, { eventTypes: ["video.media.*"] });
  const everything = await scene.subscribe();
  const live = await scene.subscribe(undefined, { categories: ["live_stream"] });
  const foreign = await other.subscribe();

  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("three deliveries", () =>
    [media, pattern, everything].every(({ receiver }) => receiver.deliveries.length > 0),
  );
  const event = await waitFor("the record of it", async () => {
    const seen = await scene.api.event(scene.tenant, id);
    return seen.status === "delivered" && seen;
  });

  expect(event.deliveryCounts).toMatchObject({ total: 3, delivered: 3 });
  expect(event.misses.map(({ subscriptionId }) => subscriptionId)).toEqual([live.subscription.id]);
  const counts = [media, pattern, everything, live, foreign].map(
    ({ receiver }) => receiver.deliveries.length,
  );
  expect(counts).toEqual([1, 1, 1, 0, 0]);
});

it("delivers by the payload where a subscription has a filter on it, and names the condition that kept an event back", async () => {
  const scene = await ground.scene();
  const wishes = { "data.metadata.course": { $startsWith: "geo-" }, "data.duration": { $gte: "00:10:00" } };
  const { receiver, subscription } = await scene.subscribe(undefined, { filter: wishes });
  const everything = await scene.subscribe();
  const ready = (of: string, course: string) =>
    scene.tell({ type: "video.media.ready", of, metadata: { course } });

  await ready("m1", "geo-1");
  const { id } = await ready("m2", "bio-1");
  await ready("m3", "geo-2");
  await waitFor("all", () => receiver.deliveries.length + everything.receiver.deliveries.length >= 5);
  const missed = await waitFor("the record of it", () => scene.api.event(scene.tenant, id));
  await scene.api.patch(`/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`, { filter: null });
  await ready("m4", "bio-2");
  await waitFor("the one after", () => receiver.deliveries.length >= 3);

  const streams = receiver.deliveries.map(({ headers }) => headers["hooklane-stream"]);
  expect(new Set(streams)).toEqual(new Set(["media:m1", "media:m3", "media:m4"]));
  expect(missed.misses).toEqual([
    {
      subscriptionId: subscription.id,
      reason:
        'The filter keeps it back: data.metadata.course $startsWith "geo-" does not hold, there is "bio-1".',
    },
  ]);
});

it("tells an endpoint everything that the contract names", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe(undefined, { headers: { "x-tenant": "their own" } });

  const { id } = await scene.tell({ type: "video.media.live_stream.created", of: "recording" });
  const request = await waitFor("the delivery", () => receiver.deliveries[0]);

  expect(request.method).toBe("POST");
  expect(request.path).toBe("/hook");
  expect(request.headers).toMatchObject({
    "content-type": "application/json",
    "webhook-id": id,
    "hooklane-event-type": "video.media.live_stream.created",
    "hooklane-category": "media,live_stream",
    "hooklane-stream": "media:recording",
    "hooklane-sequence": "1",
    "hooklane-position": "1",
    "hooklane-attempt": "1",
    "x-tenant": "their own",
  });
  expect(request.headers["user-agent"]).toMatch(/^Hooklane\/\d+\.\d+\.\d+$/);
  expect(request.headers["webhook-timestamp"]).toMatch(/^\d{10}$/);
  expect(request.headers).not.toHaveProperty("fastpix-signature");
  expect(request.headers).not.toHaveProperty("hooklane-late");
  expect(request.headers).not.toHaveProperty("hooklane-replay");
});

it("signs so that the Standard Webhooks library verifies it, and only it", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe();

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const { body, headers } = await waitFor("the delivery", () => receiver.deliveries[0]);

  const webhook = new Webhook(subscription.secret);
  expect(subscription.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(webhook.verify(body.toString(), headers)).toMatchObject({ type: "video.media.ready" });
  expect(() => webhook.verify(`${body.toString()} `, headers)).toThrow("No matching signature");
});

it("signs so that an existing FastPix handler verifies it, where that is asked for", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(undefined, { signature: "fastpix" });
  receiver.follow(fastpixHandler(subscription.secret));

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const { body, headers, behaviour } = await waitFor("the delivery", () => receiver.deliveries[0]);

  expect(subscription.secret).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(behaviour).toMatchObject({ status: 200 });
  expect(() => new Webhook(subscription.secret).verify(body.toString(), headers)).not.toThrow();
});

it("goes on with the same secret where a subscription changes to FastPix's signature: without its prefix", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe();
  const secret = subscription.secret.replace(/^whsec_/, "");
  receiver.follow(fastpixHandler(secret));

  await scene.api.patch(`/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`, {
    signature: "fastpix",
  });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const { behaviour } = await waitFor("the delivery", () => receiver.deliveries[0]);

  expect(behaviour).toMatchObject({ status: 200 });
});

it("delivers once what the provider sends twice, and answers with the first one's place", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();
  const event = fastpixEvent({ type: "video.media.created", of: "m1" });

  const first = acknowledge(await scene.sender.send(event));
  const again = acknowledge(await scene.sender.send(event));
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("both events", () => receiver.deliveries.length >= 2);

  expect(first).toMatchObject({ duplicate: false, sequence: 1, stream: "media:m1" });
  expect(again).toEqual({ ...first, duplicate: true });
  const seen = receiver.deliveries.map(
    ({ headers }) => `${headers["hooklane-event-type"]} ${headers["hooklane-sequence"]}`,
  );
  expect(seen).toEqual(["video.media.created 1", "video.media.ready 2"]);
});

it("takes the same provider id for as many events as there are sources, in one tenant or in two", async () => {
  const [one, other] = [await ground.scene(), await ground.scene()];
  const seats = [await one.subscribe(), await other.subscribe()];
  const secret = newSourceSecret();
  const routing = { tenant: one.tenant };
  const { ingestUrl } = await one.api.createSource({ name: "another", provider: "fastpix", secret, routing });
  const twin = { type: "video.media.ready", of: "m1", id: randomUUID() };

  const taken = [
    await one.tell(twin),
    acknowledge(await createSender(ingestUrl, secret).send(fastpixEvent(twin))),
    await other.tell(twin),
  ];
  await waitFor("all of them", () => seats.every(({ receiver }, i) => receiver.deliveries.length === 2 - i));

  expect(taken.map(({ duplicate }) => duplicate)).toEqual([false, false, false]);
  expect(new Set(taken.map(({ id }) => id)).size).toBe(3);
});

it("marks an event that comes after a younger one of its stream, and delivers it all the same", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();
  const [earlier, later] = [new Date("2026-11-20T10:00:00Z"), new Date("2026-11-20T10:00:01Z")];

  await scene.tell({ type: "video.media.ready", of: "m1", at: later });
  await scene.tell({ type: "video.media.created", of: "m1", at: earlier });
  await waitFor("both", () => receiver.deliveries.length === 2);

  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-late"])).toEqual([undefined, "true"]);
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-position"])).toEqual(["1", "2"]);
});

it("accepts and delivers a type that no catalogue knows", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe(undefined, { categories: ["transform"] });

  await scene.tell({ type: "video.media.track.transcribed", of: "m1" });
  const { headers } = await waitFor("the delivery", () => receiver.deliveries[0]);

  expect(headers["hooklane-event-type"]).toBe("video.media.track.transcribed");
  expect(headers["hooklane-category"]).toBe("transform");
});

it("shows an event that nobody wants, with the reason of each miss", async () => {
  const scene = await ground.scene();
  const { subscription } = await scene.subscribe(undefined, { eventTypes: ["video.media.ready"] });

  const { id } = await scene.tell({ type: "video.media.deleted", of: "m1" });
  const event = await waitFor("the record of it", () => scene.api.event(scene.tenant, id));

  expect(event.status).toBe("unmatched");
  expect(event.deliveries).toEqual([]);
  expect(event.misses).toMatchObject([{ subscriptionId: subscription.id }]);
  expect(event.misses[0]?.reason).toContain("video.media.deleted");
});

it("shows every attempt of a delivery through the API", async () => {
  const scene = await ground.scene();
  const { subscription } = await scene.subscribe((_request, seen) => ({
    kind: "answer",
    status: seen === 0 ? 500 : 200,
    body: seen === 0 ? "not today" : "thank you",
  }));

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const [listed] = await waitFor("the record of it", async () => {
    const seen = await scene.api.deliveries(scene.tenant, { subscription: subscription.id });
    return seen[0]?.status === "delivered" && seen;
  });
  const delivery = await scene.api.delivery(scene.tenant, listed?.id ?? "");

  expect(delivery).toMatchObject({ ...listed, position: 1, sequence: 1, attemptCount: 2 });
  expect(delivery.attempts).toMatchObject([
    { statusCode: 500, error: "http_status", responseBody: "not today" },
    { statusCode: 200, responseBody: "thank you" },
  ]);
  expect(delivery.attempts[1]).not.toHaveProperty("error");
});
