import { expect, it } from "vitest";
import { OK } from "../support/receiver.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

it("delivers the next event as the subscription stands when the API has answered", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(undefined, {
    eventTypes: ["video.media.created"],
  });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;

  for (const type of ["video.media.ready", "video.media.updated", "video.media.deleted"]) {
    await scene.api.patch(path, { eventTypes: [type] });
    await scene.tell({ type: "video.media.created", of: "m1" });
    await scene.tell({ type, of: "m1" });
  }
  await waitFor("three events", () => receiver.deliveries.length >= 3);

  const types = receiver.deliveries.map(({ headers }) => headers["hooklane-event-type"]);
  expect(types).toEqual(["video.media.ready", "video.media.updated", "video.media.deleted"]);
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-position"])).toEqual(["1", "2", "3"]);
});

it("sends a retry to the address that the subscription has by then", async () => {
  const scene = await ground.scene();
  const old = await scene.subscribe(() => ({ kind: "answer", status: 500 }));
  const fresh = await scene.subscribe(undefined, { eventTypes: ["video.media.deleted"] });
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${old.subscription.id}`;

  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("a failure", () => old.receiver.deliveries.length > 0);
  await scene.api.patch(path, { url: `${fresh.receiver.url}/moved` });
  const request = await waitFor("the retry", () => fresh.receiver.deliveries[0]);

  expect(request.path).toBe("/moved");
  expect(request.headers["webhook-id"]).toBe(id);
});

it("holds everything back while a subscription is paused, and delivers it in order afterwards", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe();
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}`;

  await scene.api.post(`${path}/pause`);
  await scene.tell({ type: "video.media.created", of: "m1" });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  const held = await waitFor("both to be shown as held", async () => {
    const listed = await scene.api.deliveries(scene.tenant, { subscription: subscription.id });
    return listed.length === 2 && listed;
  });
  const seenWhilePaused = receiver.deliveries.length;
  await scene.api.post(`${path}/resume`);
  await waitFor("both", () => receiver.deliveries.length === 2);

  expect(held.map(({ status, waitsFor }) => `${status} ${waitsFor ?? ""}`)).toContain("pending paused");
  expect(seenWhilePaused).toBe(0);
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-sequence"])).toEqual(["1", "2"]);
});

it("stops at once when a subscription is deleted", async () => {
  const scene = await ground.scene();
  const gone = await scene.subscribe((_request, seen) => (seen === 0 ? { kind: "answer", status: 500 } : OK));
  const witness = await scene.subscribe();
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${gone.subscription.id}`;

  await scene.tell({ type: "video.media.created", of: "m1" });
  await waitFor("the failure", () => gone.receiver.deliveries.length === 1);
  const answer = await scene.api.request("DELETE", path);
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the event elsewhere", () => witness.receiver.deliveries.length === 2);

  expect(answer.status).toBeLessThan(300);
  expect(gone.receiver.deliveries).toHaveLength(1);
});

it("sends a sample when the owner asks for a test, and shows what came of it", async () => {
  const scene = await ground.scene();
  const { receiver, subscription } = await scene.subscribe(() => ({
    kind: "answer",
    status: 202,
    body: "seen",
  }));

  const path = `/v1/tenants/${scene.tenant}/subscriptions/${subscription.id}/test`;
  const attempt = await scene.api.post(path, { eventType: "video.live_stream.active" });

  expect(attempt).toMatchObject({
    statusCode: 202,
    responseBody: "seen",
    eventType: "video.live_stream.active",
  });
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-event-type"])).toEqual([
    "video.live_stream.active",
  ]);
  expect(await scene.api.events(scene.tenant)).toEqual([]);
});
