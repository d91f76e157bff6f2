import { expect, it } from "vitest";
import type { DeliveryView, RedeliveredView } from "../../src/manage/events/event.schema.ts";
import type { Behaviour } from "../support/behaviour.ts";
import { OK, type Script } from "../support/receiver.ts";
import type { Scene } from "../support/scene.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const REFUSED: Behaviour = { kind: "answer", status: 500 };
const REFUSES: Script = () => REFUSED;
/** Far above what it takes on a busy machine, and below the end of a lease, after which a lane is looked at anyway. */
const AT_ONCE_MS = 8_000;
const MUCH_LATER = { retrySchedule: [3_600] };

function deliveryPath(scene: Scene, { id }: Pick<DeliveryView, "id">, how: "retry" | "skip"): string {
  return `/v1/tenants/${scene.tenant}/deliveries/${id}/${how}`;
}

/** The delivery of an event to a subscription, once the record shows it like this. */
function recorded(
  scene: Scene,
  wish: Partial<DeliveryView> & { subscriptionId: string },
): Promise<DeliveryView> {
  return waitFor(`a delivery like ${JSON.stringify(wish)}`, async () => {
    const listed = await scene.api.deliveries(scene.tenant, { subscription: wish.subscriptionId });
    return listed.find((one) =>
      Object.entries(wish).every(([field, value]) => Reflect.get(one, field) === value),
    );
  });
}

it.concurrent("retries now what waits for its retry, as soon as the API shows it", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(
    (_request, seen) => (seen === 0 ? REFUSED : OK),
    MUCH_LATER,
  );
  const subscriptionId = subscription.id;
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const waiting = await recorded(scene, { subscriptionId, waitsFor: "retry" });

  const answer = await scene.api.request("POST", deliveryPath(scene, waiting, "retry"));
  await waitFor("the second attempt", () => receiver.deliveries.length === 2);
  const done = await recorded(scene, { subscriptionId, status: "delivered" });

  expect(answer).toMatchObject({ status: 202, body: { id: waiting.id, status: "pending" } });
  expect(done).toMatchObject({ attemptCount: 2, position: 1 });
});

it.concurrent("retries what has failed for good, on a schedule that begins anew", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(REFUSES, { retrySchedule: [] });
  const subscriptionId = subscription.id;
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const failed = await recorded(scene, { subscriptionId, status: "failed" });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;
  await scene.api.patch(path, { retrySchedule: [1] });

  await scene.api.post(deliveryPath(scene, failed, "retry"));
  const failedAgain = await recorded(scene, { subscriptionId, status: "failed", attemptCount: 3 });
  receiver.follow(() => OK);
  await scene.api.post(deliveryPath(scene, failedAgain, "retry"));
  const done = await recorded(scene, { subscriptionId, status: "delivered" });

  const attempts = receiver.deliveries.map(({ headers }) => headers["hooklane-attempt"]);
  expect(attempts).toEqual(["1", "2", "3", "4"]);
  expect((await scene.api.delivery(scene.tenant, done.id)).attempts).toHaveLength(4);
});

it.concurrent("skips what blocks a lane: the next one goes at once", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(
    ({ headers }) => (headers["hooklane-sequence"] === "1" ? REFUSED : OK),
    MUCH_LATER,
  );
  const subscriptionId = subscription.id;
  await scene.tell({ type: "video.media.created", of: "m1" });
  const blocking = await recorded(scene, { subscriptionId, waitsFor: "retry" });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const behind = await recorded(scene, { subscriptionId, waitsFor: "previous" });

  const tooEarly = await scene.api.request("POST", deliveryPath(scene, behind, "retry"));
  const skippedAt = performance.now();
  await scene.api.post(deliveryPath(scene, blocking, "skip"));
  await recorded(scene, { subscriptionId, position: 2, status: "delivered" });
  const skipped = await recorded(scene, { subscriptionId, position: 1, status: "skipped" });
  const again = await scene.api.request("POST", deliveryPath(scene, skipped, "skip"));

  expect(tooEarly).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-position"])).toEqual(["1", "2"]);
  expect((receiver.deliveries[1]?.at ?? 0) - skippedAt).toBeLessThan(AT_ONCE_MS);
});

it.concurrent("sends an event again to all that have it, or to the one that is named", async () => {
  const scene = await ground.scene();
  const one = await scene.subscribe();
  const other = await scene.subscribe();
  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await Promise.all(
    [one, other].map(({ subscription }) =>
      recorded(scene, { subscriptionId: subscription.id, status: "delivered" }),
    ),
  );
  const path = `/v1/tenants/${scene.tenant}/events/${id}/redeliver`;

  const all = await scene.api.post<RedeliveredView>(path);
  await waitFor("both to have it twice", () =>
    [one, other].every(({ receiver }) => receiver.deliveries.length === 2),
  );
  await Promise.all(
    [one, other].map(({ subscription }) =>
      recorded(scene, { subscriptionId: subscription.id, attemptCount: 2, status: "delivered" }),
    ),
  );
  await scene.api.post(path, { subscription: other.subscription.id });
  await waitFor("the other to have it once more", () => other.receiver.deliveries.length === 3);

  const ids = [...one.receiver.deliveries, ...other.receiver.deliveries].map(
    ({ headers }) => headers["webhook-id"],
  );
  expect(all.deliveries).toHaveLength(2);
  expect(one.receiver.deliveries).toHaveLength(2);
  expect(new Set(ids)).toEqual(new Set([id]));
});

it.concurrent("sends an event to a subscription that is younger than it, and to none that does not ask for it", async () => {
  const scene = await ground.scene();
  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  const wanting = await scene.subscribe();
  const others = await scene.subscribe(undefined, { eventTypes: ["video.media.deleted"] });
  const path = `/v1/tenants/${scene.tenant}/events/${id}/redeliver`;
  await waitFor("the record of the event", () => scene.api.event(scene.tenant, id));

  await scene.api.post(path, { subscription: wanting.subscription.id });
  await waitFor("the event", () => wanting.receiver.deliveries.length === 1);
  const unwanted = await scene.api.request("POST", path, { subscription: others.subscription.id });

  expect(wanting.receiver.deliveries[0]?.headers).toMatchObject({
    "webhook-id": id,
    "hooklane-position": "1",
  });
  expect(unwanted).toMatchObject({ status: 409, body: { code: "conflict" } });
});

it.concurrent("refuses a retry while the subscription is paused, and keeps the delivery", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(REFUSES, MUCH_LATER);
  const subscriptionId = subscription.id;
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const waiting = await recorded(scene, { subscriptionId, waitsFor: "retry" });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;
  await scene.api.post(`${path}/pause`);

  const refused = await scene.api.request("POST", deliveryPath(scene, waiting, "retry"));
  await scene.api.post(`${path}/resume`);
  receiver.follow(() => OK);
  await scene.api.post(deliveryPath(scene, waiting, "retry"));
  await recorded(scene, { subscriptionId, status: "delivered" });

  expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect(receiver.deliveries).toHaveLength(2);
});
