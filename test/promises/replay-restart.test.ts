import { it } from "vitest";
import { endLife, newLife, startProduct } from "../support/product.ts";
import { OK } from "../support/receiver.ts";
import { replaysOf } from "../support/replays.ts";
import { openScene } from "../support/scene.ts";
import { waitFor } from "../support/wait-for.ts";

const STREAMS = 8;
const EVENTS_PER_STREAM = 10;
const EVENTS = STREAMS * EVENTS_PER_STREAM;
// Bounds the leases that die with their Worker: a short one lets the test be short.
const POLICY = { timeoutSeconds: 3, maxInFlight: 4 };

it("goes on with a replay after kill -9: all arrive in order, and only what was under way comes twice", async ({
  expect,
  onTestFinished,
}) => {
  const life = newLife();
  onTestFinished(() => endLife(life));
  let product = await startProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const { receiver, subscription } = await scene.subscribe(undefined, POLICY);
  const sent = await Promise.all(
    Array.from({ length: STREAMS }, async (_, stream) => {
      const ids: string[] = [];
      for (let i = 0; i < EVENTS_PER_STREAM; i++)
        ids.push((await scene.tell({ type: "video.media.updated", of: `m${stream}` })).id);
      return ids;
    }),
  );
  await waitFor("the record of all", async () => {
    const delivered = await scene.api.deliveries(scene.tenant, { status: "delivered" });
    return delivered.length === EVENTS;
  });
  receiver.follow(() => ({ kind: "delay", ms: 50, next: OK }));

  const { id } = await replaysOf(scene, subscription).start({ status: "all" });
  const replayed = () => receiver.deliveries.filter(({ headers }) => headers["hooklane-replay"] === id);
  await waitFor("a part of the replay", () => replayed().length > EVENTS / 4);
  await product.kill();
  const beforeKill = replayed().length;
  product = await startProduct(life);
  const replay = await replaysOf({ ...scene, api: product.api }, subscription).ended(id);

  expect(beforeKill).toBeLessThan(EVENTS);
  expect(replay).toMatchObject({ status: "done", matched: EVENTS, opened: EVENTS, delivered: EVENTS });
  for (const ids of sent) {
    const arrived = replayed()
      .map(({ headers }) => headers["webhook-id"] ?? "")
      .filter((one) => ids.includes(one));
    expect([...new Set(arrived)]).toEqual(ids);
  }
  // Under way at the kill: as many as the replay has slots.
  expect(replayed().length - EVENTS).toBeLessThanOrEqual(POLICY.maxInFlight / 2);
});
