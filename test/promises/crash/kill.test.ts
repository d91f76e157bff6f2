import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import type { DeliveryView } from "../../../src/manage/events/event.schema.ts";
import { balance, type Books, repeatedEvents } from "../../support/ledger.ts";
import { chanceOf } from "../../support/lifecycles.ts";
import { endLife, newLife, startProduct, type Product } from "../../support/product.ts";
import { OK, type Script } from "../../support/receiver.ts";
import { openScene, type Scene, type Seat } from "../../support/scene.ts";
import { startSenders } from "../../support/tireless-sender.ts";
import { waitFor } from "../../support/wait-for.ts";

// Another one tells another story: HOOKLANE_CRASH_SEED=7 npm run test:crash. A failure prints its own.
const SEED = Number(process.env["HOOKLANE_CRASH_SEED"] ?? Date.now() % 100_000);
const KILLS = 10;
/** Between the start of a life and its end: during the start's own upkeep, under full load, amid retries. */
const [SHORTEST_LIFE_MS, LONGEST_LIFE_MS] = [200, 1_600];
/** Longer than the leases that a kill leaves behind: some lives see the backlog of the ones before flow off. */
const WHOLE_LIFE_MS = 8_500;
const WHOLE_LIVES = [3, 8];
const PAUSED_FROM_KILL = 3;
const PAUSED_UNTIL_KILL = 7;
/** Some breakers may have opened several times over on a busy machine. It only ends a run that would hang. */
const SETTLED_WITHIN_MS = 120_000;
const LOAD = { senders: 6, streamsEach: 4, newAfter: 40, pauseMs: 15 };
const PARTITIONS = 3;
const MAX_IN_FLIGHT = 12;
// A lease that dies with its Worker lasts the timeout and a few seconds: a short one lets the test be short. Below three
// seconds a start on a busy machine makes healthy attempts time out, and what was taken comes again with good reason.
const POLICY = { timeoutSeconds: 3, maxInFlight: MAX_IN_FLIGHT };

const chance = chanceOf(SEED);
const flaky: Script = () => (chance() < 0.2 ? { kind: "answer", status: 503 } : OK);
const slow: Script = () => ({ kind: "delay", ms: Math.floor(chance() * 80), next: OK });
/** Some events are never taken, whatever happens: those whose id ends so, one in sixteen. */
const picky: Script = ({ headers }) =>
  headers["webhook-id"]?.endsWith("0") ? { kind: "answer", status: 422 } : OK;

async function openSeats(scene: Scene): Promise<Record<string, Seat>> {
  return {
    healthy: await scene.subscribe(undefined, POLICY),
    slow: await scene.subscribe(slow, POLICY),
    flaky: await scene.subscribe(flaky, { ...POLICY, retrySchedule: Array.from({ length: 20 }, () => 1) }),
    picky: await scene.subscribe(picky, { ...POLICY, retrySchedule: [1] }),
    // What is never taken is parked after a second and comes again in a day: it stays parked, its lane flows on.
    parking: await scene.subscribe(picky, { ...POLICY, maxBlockSeconds: 1, retrySchedule: [1, 86_400] }),
    paused: await scene.subscribe(undefined, POLICY),
  };
}

it("keeps its books through kill -9 at random moments: nothing lost, nothing overtaken, nothing repeated without cause", async () => {
  const life = newLife({ LOG_LEVEL: "warn" });
  onTestFinished(() => endLife(life));
  let product: Product = await startProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api, { partitions: PARTITIONS });
  onTestFinished(() => scene.close());
  const seats = await openSeats(scene);
  const switchPaused = (action: "pause" | "resume") =>
    product.api.post(
      `/v1/tenants/${scene.tenant}/subscriptions/${seats["paused"]?.subscription.id}/${action}`,
    );

  const senders = startSenders(scene, () => product.url, LOAD);
  const kills: number[] = [];
  while (kills.length < KILLS) {
    const isWhole = WHOLE_LIVES.includes(kills.length);
    await pause(isWhole ? WHOLE_LIFE_MS : SHORTEST_LIFE_MS + chance() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
    await product.kill();
    // Noted when all that it sent has been read: until its connections are seen closed, there may be more to come.
    await waitFor("the end of what was under way", () =>
      Object.values(seats).every(({ receiver }) => receiver.connections() === 0),
    );
    kills.push(performance.now());
    product = await startProduct(life);
    if (kills.length === PAUSED_FROM_KILL) await switchPaused("pause");
    if (kills.length === PAUSED_UNTIL_KILL) await switchPaused("resume");
  }
  await senders.finish();

  const acknowledged = senders.acknowledged();
  for (const [name, { subscription, receiver }] of Object.entries(seats)) {
    const recorded = await settled(product, scene, { id: subscription.id, events: acknowledged.length });
    const repeated = repeatedEvents(receiver.deliveries);
    const books: Books = {
      acknowledged,
      recorded,
      received: receiver.deliveries,
      kills,
      timedOut: await timeoutsOf(product, scene, { recorded, repeated }),
      maxInFlight: MAX_IN_FLIGHT,
    };
    const { counts, faults } = balance(books);

    expect({ seed: SEED, name, faults }).toEqual({ seed: SEED, name, faults: [] });
    expect(counts.delivered + counts.failed + counts.parked).toBe(acknowledged.length);
    expect({ name, hasFailed: counts.failed > 0, hasParked: counts.parked > 0 }).toEqual({
      name,
      hasFailed: name === "picky",
      hasParked: name === "parking",
    });
  }
  expect(kills).toHaveLength(KILLS);
});

/** The record of one subscription when nothing but what is parked is left: that holds nothing up, whenever it goes again. */
async function settled(
  product: Product,
  scene: Scene,
  { id, events }: { id: string; events: number },
): Promise<DeliveryView[]> {
  let counted = "";
  const whole = async () => {
    // The whole list is long: it is read when it may be the last time.
    const open = await product.api.deliveries(scene.tenant, { subscription: id, status: "pending" });
    counted = `${open.length} open`;
    if (open.length > 0) return false;
    const listed = await product.api.deliveries(scene.tenant, { subscription: id });
    const late = listed.filter(({ status }) => status === "pending").length;
    counted = `${listed.length} of ${events} recorded, ${late} open`;
    return listed.length >= events && late === 0 && listed;
  };
  return waitFor("everything to be settled and recorded", whole, SETTLED_WITHIN_MS).catch(
    (cause: unknown) => {
      throw new Error(`seed ${SEED}: ${counted}`, { cause });
    },
  );
}

/** The event of each timed out attempt, of those that came again: on a busy machine an answer may come too late. */
async function timeoutsOf(
  product: Product,
  scene: Scene,
  { recorded, repeated }: { recorded: readonly DeliveryView[]; repeated: readonly string[] },
): Promise<string[]> {
  const mayHave = recorded.filter(({ eventId }) => repeated.includes(eventId));
  const timeouts: string[] = [];
  for (const { id, eventId } of mayHave) {
    const { attempts } = await product.api.delivery(scene.tenant, id);
    timeouts.push(...attempts.filter(({ error }) => error === "timeout").map(() => eventId));
  }
  return timeouts;
}
