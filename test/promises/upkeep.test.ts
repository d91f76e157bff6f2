import { expect, it } from "vitest";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender, newSourceSecret } from "../support/fastpix-sender.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import { useProductOf } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProductOf(startFaultyProduct);

it("adopts an unrouted event as soon as a later one has named the tenant of its stream", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();
  const secret = newSourceSecret();
  const routing = { pointer: "/data/metadata/tenant" };
  const { ingestUrl } = await scene.api.createSource({
    name: "shared",
    provider: "fastpix",
    secret,
    routing,
    orderWindowMs: 0,
  });
  const sender = createSender(ingestUrl, secret);
  const early = acknowledge(
    await sender.send(fastpixEvent({ type: "video.mediaAI.summary.ready", of: "m1" })),
  );
  const metadata = { tenant: scene.tenant };
  const named = acknowledge(
    await sender.send(fastpixEvent({ type: "video.media.ready", of: "m1", metadata })),
  );

  const adopted = await waitFor("the early one to be adopted", async () => {
    await ground.product().fireCron();
    return receiver.deliveries.find(({ headers }) => headers["webhook-id"] === early.id);
  });

  expect(early.sequence).toBeNull();
  expect(named.sequence).toBe(1);
  expect(adopted.headers).toMatchObject({ "hooklane-stream": "media:m1", "hooklane-sequence": "2" });
});

it("removes a tenant with everything it had", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("the delivery", () => receiver.deliveries.length === 1);

  const { status } = await scene.api.request("DELETE", `/v1/tenants/${scene.tenant}`);
  const afterwards = await scene.api.request("GET", `/v1/tenants/${scene.tenant}/events`);
  const again = await waitFor("the uid to be free again", async () => {
    await ground.product().fireCron();
    const answer = await scene.api.request("POST", "/v1/tenants", { uid: scene.tenant, name: "Another one" });
    return answer.status === 201 && answer;
  });

  expect(status).toBe(202);
  expect(afterwards.status).toBe(404);
  expect(again.body).toMatchObject({ uid: scene.tenant });
  expect(await scene.api.events(scene.tenant)).toEqual([]);
});
