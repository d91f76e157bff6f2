import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import type { RejectionView } from "../../src/manage/sources/rejection.schema.ts";
import type { CreatedSubscriptionView } from "../../src/manage/subscriptions/subscription.schema.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { createSender, newSourceSecret } from "../support/fastpix-sender.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import type { Scene } from "../support/scene.ts";
import { type Delivered, OK, startReceiver } from "../support/receiver.ts";
import { useProductOf } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProductOf(startFaultyProduct);

interface Told {
  type: string;
  id: string;
  object: { type: string; id: string };
  data: Record<string, unknown>;
}

/** The operator's own endpoint, subscribed in the system tenant. */
async function operator({ api }: Scene, eventTypes: string[]) {
  const receiver = await startReceiver(() => OK);
  const subscription = await api.post<CreatedSubscriptionView>("/v1/tenants/system/subscriptions", {
    url: `${receiver.url}/operator`,
    eventTypes,
  });
  /** The deliveries that are about this thing. */
  const about = (id: string) =>
    receiver.deliveries
      .map((request) => ({ request, told: JSON.parse(request.body.toString()) as Told }))
      .filter(({ told }) => told.object.id === id);
  const close = async () => {
    await api.request("DELETE", `/v1/tenants/system/subscriptions/${subscription.id}`);
    await receiver.close();
  };
  return { subscription, about, close };
}

function verifies(secret: string, { body, headers }: Delivered): boolean {
  new Webhook(secret).verify(body.toString(), { ...headers });
  return true;
}

it("tells the operator, signed and listed, that an endpoint which answers 410 has switched its subscription off", async () => {
  const scene = await ground.scene();
  const listener = await operator(scene, ["subscription.*"]);
  const { subscription } = await scene.subscribe(() => ({ kind: "answer", status: 410 }));

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const [arrived] = await waitFor("the operational event", () => {
    const seen = listener.about(subscription.id);
    return seen.length > 0 && seen;
  });
  const listed = await waitFor("it in the list", async () => {
    const events = await scene.api.events("system", { type: "subscription.disabled" });
    return events.find(({ providerEventId }) => providerEventId === arrived?.told.id);
  });
  await listener.close();

  expect(arrived?.told).toMatchObject({
    type: "subscription.disabled",
    object: { type: "subscription", id: subscription.id },
    data: { subscriptionId: subscription.id, reason: "the endpoint answered 410 Gone" },
  });
  expect(arrived && verifies(listener.subscription.secret, arrived.request)).toBe(true);
  expect(arrived?.request.headers).toMatchObject({
    "webhook-id": listed.id,
    "hooklane-event-type": "subscription.disabled",
    "hooklane-stream": `subscription:${subscription.id}`,
  });
  expect(listed.stream).toBe(`subscription:${subscription.id}`);
});

it("tells the operator of each delivery that was given up, and once that the subscription is failing", async () => {
  const scene = await ground.scene();
  const listener = await operator(scene, ["subscription.failing", "delivery.*"]);
  const { subscription } = await scene.subscribe(() => ({ kind: "answer", status: 503 }), {
    retrySchedule: [],
  });

  const first = await scene.tell({ type: "video.media.ready", of: "m1" });
  const second = await scene.tell({ type: "video.media.ready", of: "m2" });
  const told = await waitFor("three operational events", () => {
    const seen = listener.about(subscription.id);
    return seen.length === 3 && seen.map((one) => one.told);
  });
  await listener.close();

  const exhausted = told.filter(({ type }) => type === "delivery.exhausted");
  expect(new Set(exhausted.map(({ data }) => data["eventId"]))).toEqual(new Set([first.id, second.id]));
  expect(exhausted[0]?.data).toMatchObject({
    subscriptionId: subscription.id,
    statusCode: 503,
    error: "http_status",
    attemptCount: 1,
  });
  expect(told.filter(({ type }) => type === "subscription.failing")).toHaveLength(1);
});

it("tells the operator of a delivery that was parked", async () => {
  const scene = await ground.scene();
  const listener = await operator(scene, ["delivery.parked"]);
  const { subscription } = await scene.subscribe(() => ({ kind: "answer", status: 503 }), {
    retrySchedule: [60],
    maxBlockSeconds: 0,
  });

  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  const [parked] = await waitFor("the operational event", () => {
    const seen = listener.about(subscription.id);
    return seen.length > 0 && seen;
  });
  await listener.close();

  expect(parked?.told).toMatchObject({
    type: "delivery.parked",
    data: { eventId: id, sequence: 1, position: 1, attemptCount: 1 },
  });
});

it("shows what a source has refused and why, and tells the operator when it is much", async () => {
  const scene = await ground.scene();
  const listener = await operator(scene, ["source.*"]);
  const wrong = createSender(scene.source.ingestUrl, newSourceSecret());

  for (let sent = 0; sent < 15; sent++)
    await wrong.send(fastpixEvent({ type: "video.media.ready", of: "m1" }));
  const listed = await waitFor("the rejections", async () => {
    const seen = await scene.api.list<RejectionView>(`/v1/sources/${scene.source.id}/rejections`);
    return seen.length >= 10 && seen;
  });
  const [rejecting] = await waitFor("the operational event", async () => {
    await ground.product().fireCron();
    const seen = listener.about(scene.source.id);
    return seen.length > 0 && seen;
  });
  await listener.close();

  expect(listed[0]).toMatchObject({
    sourceId: scene.source.id,
    reason: "signature_mismatch",
    headers: { "fastpix-signature": expect.any(String) as unknown },
    bodyHead: expect.stringContaining("video.media.ready") as unknown,
  });
  expect(rejecting?.told).toMatchObject({ type: "source.rejecting", data: { sourceId: scene.source.id } });
  expect(rejecting?.told.data["count"]).toBeGreaterThanOrEqual(10);
});
