import { expect, it, onTestFinished } from "vitest";
import type { FullDeliveryView } from "../../src/manage/events/event.schema.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender } from "../support/fastpix-sender.ts";
import { startFaultyProduct } from "../support/faulty-product.ts";
import { gaps, lanesOf, overtakings } from "../support/lanes.ts";
import { endLife, newLife } from "../support/product.ts";
import { OK, type Script } from "../support/receiver.ts";
import { openScene } from "../support/scene.ts";
import { waitFor } from "../support/wait-for.ts";

const STREAMS = 4;
const EVENTS = 8;
/** Fewer in a row than open the circuit breaker. */
const TROUBLED = ["media:m0", "media:m1"];
const PAGE = "an error page ".repeat(2_000); // longer than what is kept of it

const failingTwice: Script = ({ headers }, seen) => {
  const isTroubled = TROUBLED.includes(headers["hooklane-stream"] ?? "");
  return isTroubled && seen < 2 ? { kind: "answer", status: 500, body: PAGE } : OK;
};

it("keeps every failed attempt, retry and 410 for the record through an outage of the database and a kill -9", async () => {
  const life = newLife();
  onTestFinished(() => endLife(life));
  let product = await startFaultyProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const unsteady = await scene.subscribe(failingTwice);
  const gone = await scene.subscribe(() => ({ kind: "answer", status: 410, body: PAGE }));
  const steady = await scene.subscribe();
  await scene.tell({ type: "video.media.created", of: "m3" });
  await waitFor("the endpoint to be gone", () => gone.receiver.deliveries.length === 1);

  await product.setFault("down");
  for (let i = 0; i < EVENTS; i++) await scene.tell({ type: "video.media.updated", of: `m${i % STREAMS}` });
  // Each event of the two troubled streams takes three attempts.
  const expected = EVENTS + 1 + 2 * (EVENTS / STREAMS) * TROUBLED.length;
  await waitFor("everything to be delivered", () => unsteady.receiver.deliveries.length === expected);
  await waitFor("the steady one as well", () => steady.receiver.deliveries.length === EVENTS + 1);
  await product.kill();
  product = await startFaultyProduct(life);
  const ingest = new URL(new URL(scene.source.ingestUrl).pathname, product.url).href;
  const last = fastpixEvent({ type: "video.media.deleted", of: "m3" });
  acknowledge(await createSender(ingest, scene.sourceSecret).send(last));

  const { api } = product;
  const recorded = async (id: string): Promise<FullDeliveryView[]> => {
    const listed = await api.deliveries(scene.tenant, { subscription: id, status: "delivered" });
    return Promise.all(listed.map((delivery) => api.delivery(scene.tenant, delivery.id)));
  };
  const whole = await waitFor("the record to be whole", async () => {
    const deliveries = await recorded(unsteady.subscription.id);
    return deliveries.length === EVENTS + 2 && deliveries;
  });
  const attempts = whole.flatMap((delivery) => delivery.attempts);
  const failures = attempts.filter(({ error }) => error !== undefined);
  // The kill may have swallowed the outcome of a last request: that event then came once more.
  const rows = lanesOf(unsteady.receiver.deliveries).flatMap((lane) => lane.rows);
  const repeated = rows.flatMap((row) => row.attempts.filter(({ isTaken }) => isTaken).slice(1));
  expect(attempts).toHaveLength(unsteady.receiver.deliveries.length - repeated.length);
  expect(new Set(failures.map(({ statusCode, error }) => `${statusCode} ${error}`))).toEqual(
    new Set(["500 http_status"]),
  );
  expect(new Set(failures.map(({ responseBody }) => responseBody?.length))).toEqual(new Set([16_384]));
  expect(
    lanesOf(unsteady.receiver.deliveries).flatMap((lane) => [...overtakings(lane), ...gaps(lane)]),
  ).toEqual([]);
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${gone.subscription.id}`;
  await waitFor("the 410 to be known", async () => {
    const seen = await api.get<{ status: string; disabledReason?: string }>(path);
    return seen.status === "disabled" && seen.disabledReason !== undefined;
  });
  const [last410] = await recorded(gone.subscription.id);
  expect(last410?.attempts).toMatchObject([{ statusCode: 410, error: "http_status" }]);
  expect(gone.receiver.deliveries).toHaveLength(1);
});
