import { expect, it } from "vitest";
import type { SourceView } from "../../src/manage/sources/source.schema.ts";
import type { UnroutedView } from "../../src/manage/events/event.schema.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender, newSourceSecret, type Sender } from "../support/fastpix-sender.ts";
import type { Api } from "../support/api.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

/** A workspace that several tenants share: the tenant's uid stands in the event's metadata. */
async function openSharedSource(api: Api): Promise<{ source: SourceView; sender: Sender }> {
  const secret = newSourceSecret();
  const routing = { pointer: "/data/metadata/tenant" };
  const source = await api.createSource({
    name: "shared",
    provider: "fastpix",
    secret,
    routing,
    orderWindowMs: 0,
  });
  return { source, sender: createSender(source.ingestUrl, secret) };
}

function unroutedOf(api: Api, source: SourceView): Promise<UnroutedView[]> {
  return api
    .list<UnroutedView>("/v1/unrouted")
    .then((all) => all.filter(({ sourceId }) => sourceId === source.id));
}

it("sends each event to the tenant that it names", async () => {
  const [one, two] = [await ground.scene(), await ground.scene()];
  const { sender } = await openSharedSource(one.api);
  const [first, second] = [await one.subscribe(), await two.subscribe()];

  await sender.send(fastpixEvent({ type: "video.media.ready", of: "m1", metadata: { tenant: one.tenant } }));
  await sender.send(fastpixEvent({ type: "video.media.ready", of: "m2", metadata: { tenant: two.tenant } }));
  await waitFor("both", () => first.receiver.deliveries.length > 0 && second.receiver.deliveries.length > 0);

  expect(first.receiver.deliveries.map(({ headers }) => headers["hooklane-stream"])).toEqual(["media:m1"]);
  expect(second.receiver.deliveries.map(({ headers }) => headers["hooklane-stream"])).toEqual(["media:m2"]);
});

it("remembers a stream's tenant for the events of it that name none", async () => {
  const scene = await ground.scene();
  const { sender } = await openSharedSource(scene.api);
  const { receiver } = await scene.subscribe();

  await sender.send(
    fastpixEvent({ type: "video.media.ready", of: "m1", metadata: { tenant: scene.tenant } }),
  );
  const receipt = acknowledge(
    await sender.send(fastpixEvent({ type: "video.mediaAI.summary.ready", of: "m1" })),
  );
  await waitFor("both", () => receiver.deliveries.length === 2);

  expect(receipt).toMatchObject({ stream: "media:m1", sequence: 2 });
});

it("keeps an event whose tenant nobody knows until somebody assigns it", async () => {
  const scene = await ground.scene();
  const { source, sender } = await openSharedSource(scene.api);
  const { receiver } = await scene.subscribe();
  const event = fastpixEvent({ type: "video.mediaAI.summary.ready", of: "stranger" });

  const first = acknowledge(await sender.send(event));
  const again = acknowledge(await sender.send(event));
  const waiting = await unroutedOf(scene.api, source);
  const assigned = await scene.api.post(`/v1/unrouted/${first.id}/assign`, { tenant: scene.tenant });
  const request = await waitFor("the delivery", () => receiver.deliveries[0]);

  expect(first).toMatchObject({ duplicate: false, sequence: null, stream: "media:stranger" });
  expect(again).toMatchObject({ id: first.id, duplicate: true });
  expect(waiting).toMatchObject([{ id: first.id, providerEventId: event.id, reason: "no_tenant_named" }]);
  expect(assigned).toMatchObject({ id: first.id, sequence: 1 });
  expect(request.headers["webhook-id"]).toBe(first.id);
  expect(request.body.toString()).toBe(event.body);
  expect(await unroutedOf(scene.api, source)).toEqual([]);
});

it("knows a stream's tenant after one of its events was assigned", async () => {
  const scene = await ground.scene();
  const { sender } = await openSharedSource(scene.api);
  const { receiver } = await scene.subscribe();
  const first = acknowledge(
    await sender.send(fastpixEvent({ type: "video.mediaAI.summary.ready", of: "m1" })),
  );
  await scene.api.post(`/v1/unrouted/${first.id}/assign`, { tenant: scene.tenant });

  const next = await waitFor("the next event to find its tenant", async () => {
    const receipt = acknowledge(
      await sender.send(fastpixEvent({ type: "video.mediaAI.chapters.ready", of: "m1" })),
    );
    return receipt.sequence !== null && receipt;
  });

  expect(next.stream).toBe("media:m1");
  await waitFor("its delivery", () =>
    receiver.deliveries.some(({ headers }) => headers["webhook-id"] === next.id),
  );
});

it("does not guess where an event names a tenant that does not exist", async () => {
  const scene = await ground.scene();
  const { source, sender } = await openSharedSource(scene.api);
  await sender.send(
    fastpixEvent({ type: "video.media.created", of: "m1", metadata: { tenant: scene.tenant } }),
  );

  const wrong = fastpixEvent({ type: "video.media.ready", of: "m1", metadata: { tenant: "nobody" } });
  acknowledge(await sender.send(wrong));

  expect(await unroutedOf(scene.api, source)).toMatchObject([
    { providerEventId: wrong.id, reason: "tenant_unknown" },
  ]);
});
