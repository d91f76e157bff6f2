import { expect, it, type TestContext } from "vitest";
import { readRunning } from "../../../local/start/running.ts";
import { gaps, lanesOf, overtakings } from "../../support/lanes.ts";
import { endLife, newLife, startProduct, type Product } from "../../support/product.ts";
import { OK, type Script } from "../../support/receiver.ts";
import { openScene, type Scene } from "../../support/scene.ts";
import { waitFor } from "../../support/wait-for.ts";

/** Fewer than the failures in a row that open a circuit breaker. */
const STREAMS = 4;
const SUBSCRIPTIONS = 6;
/** A lease that dies lasts as long and a few seconds more; below this a healthy attempt may time out on a busy machine. */
const TIMEOUT_SECONDS = 3;
const failingOnce: Script = (_request, seen) => (seen === 0 ? { kind: "answer", status: 500 } : OK);

/** A life of its own for one story, and a way to start again on what it left. */
async function open({ onTestFinished }: Pick<TestContext, "onTestFinished">): Promise<{
  product: Product;
  scene: Scene;
  start(): Promise<Product>;
}> {
  const life = newLife({ LOG_LEVEL: "warn" });
  onTestFinished(() => endLife(life));
  let product = await startProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const start = async () => {
    product = await startProduct(life);
    return product;
  };
  return { product, scene, start };
}

it.concurrent("attempts again what a dead Worker was attempting, after its lease and before anything behind it", async (test) => {
  const { product, scene } = await open(test);
  const runtimePid = () => readRunning(product.stateDir)?.runtimePid ?? 0;
  const workerd = runtimePid();
  const { receiver, subscription } = await scene.subscribe(
    (_request, seen) => (seen === 0 ? { kind: "hang" } : OK),
    { timeoutSeconds: TIMEOUT_SECONDS },
  );

  const first = await scene.tell({ type: "video.media.created", of: "m1" });
  const second = await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("an attempt to be under way", () => receiver.deliveries.length === 1);
  process.kill(workerd, "SIGKILL");
  await waitFor("another workerd", () => runtimePid() !== workerd);
  receiver.follow(() => OK);
  await waitFor("everything", () => receiver.deliveries.length === 3);
  const delivered = await waitFor("the record of it", async () => {
    const listed = await product.api.deliveries(scene.tenant, { subscription: subscription.id });
    return listed.length === 2 && listed.every(({ status }) => status === "delivered") && listed;
  });

  const told = receiver.deliveries.map(
    ({ headers }) => `${headers["webhook-id"]} ${headers["hooklane-attempt"]}`,
  );
  expect(told).toEqual([`${first.id} 1`, `${first.id} 1`, `${second.id} 1`]);
  const [lost, again] = receiver.deliveries.map(({ at }) => at);
  expect((again ?? 0) - (lost ?? 0)).toBeGreaterThan(TIMEOUT_SECONDS * 1000);
  expect(delivered.map(({ attemptCount }) => attemptCount)).toEqual([1, 1]);
});

it.concurrent("goes on where an alarm was cut off amid the retries that it handed out", async (test) => {
  const { product, scene, start } = await open(test);
  const seats = await Promise.all(
    Array.from({ length: SUBSCRIPTIONS }, () =>
      scene.subscribe(failingOnce, { timeoutSeconds: TIMEOUT_SECONDS, retrySchedule: [2, 1, 1] }),
    ),
  );
  const requests = () => seats.reduce((sum, { receiver }) => sum + receiver.deliveries.length, 0);
  const firstAttempts = STREAMS * SUBSCRIPTIONS;

  for (let i = 0; i < STREAMS; i++) await scene.tell({ type: "video.media.created", of: `m${i}` });
  for (let i = 0; i < STREAMS; i++) await scene.tell({ type: "video.media.ready", of: `m${i}` });
  await waitFor("the first of the retries", () => requests() > firstAttempts);
  await product.kill();
  const { api } = await start();
  await waitFor("everything to be delivered", async () => {
    const listed = await api.deliveries(scene.tenant, { status: "delivered" });
    return listed.length === 2 * firstAttempts;
  });

  const lanes = seats.flatMap(({ receiver }) => lanesOf(receiver.deliveries));
  expect(lanes.flatMap((lane) => [...overtakings(lane), ...gaps(lane)])).toEqual([]);
});

it.concurrent("makes the retry that came due while everything was down, without being asked", async (test) => {
  const { product, scene, start } = await open(test);
  const { receiver } = await scene.subscribe(failingOnce, {
    timeoutSeconds: TIMEOUT_SECONDS,
    retrySchedule: [3],
  });

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const failed = await waitFor("the record of the first attempt", async () => {
    const [delivery] = await scene.api.deliveries(scene.tenant);
    return delivery?.attemptCount === 1 && delivery;
  });
  await product.kill();
  await waitFor("its time to pass", () => Date.now() > Date.parse(failed.nextAttemptAt ?? ""));
  const before = receiver.deliveries.length;
  await start();
  await waitFor("the retry", () => receiver.deliveries.length === 2);

  expect(before).toBe(1);
  expect(receiver.deliveries.map(({ headers }) => headers["hooklane-attempt"])).toEqual(["1", "2"]);
});
