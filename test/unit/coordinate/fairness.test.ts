import { expect, it } from "vitest";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const BACKLOG = 60;
const MAX_IN_FLIGHT = 4;
const RETRY_AFTER_SECONDS = 600;

/** A subscription whose endpoint has failed many events and is well again; all the retries are due. */
function withBacklog(): Simulation {
  const policy = { maxInFlight: MAX_IN_FLIGHT, retrySchedule: [RETRY_AFTER_SECONDS] };
  const simulation = new Simulation([subscriptionOf("sub_1", { policy })]);
  for (let i = 0; i < BACKLOG; i++) {
    simulation.accept(`media:old-${i}`);
    const [lease] = simulation.leases;
    if (lease) simulation.report(lease, failed(), 0);
    // A success in between keeps the breaker closed.
    simulation.accept(`media:fine-${i}`);
    const [other] = simulation.leases;
    if (other) simulation.report(other, {}, 0);
  }
  simulation.now += RETRY_AFTER_SECONDS * 1_200;
  return simulation;
}

/** Lets every attempt succeed, one by one. @returns the numbers of the attempts, in the order of their leases */
function workOff(simulation: Simulation): { attempts: number[]; mostAtOnce: number } {
  const attempts: number[] = [];
  let mostAtOnce = 0;
  for (;;) {
    if (simulation.leases.length === 0) simulation.wake();
    const [lease] = simulation.leases;
    if (!lease) return { attempts, mostAtOnce };
    mostAtOnce = Math.max(mostAtOnce, simulation.leases.length);
    attempts.push(lease.attempt);
    simulation.report(lease, {});
  }
}

it("lets new events through beside a backlog of retries, and the retries beside new events", () => {
  const simulation = withBacklog();
  simulation.wake();
  for (let i = 0; i < BACKLOG; i++) simulation.accept(`media:new-${i}`);

  const { attempts, mostAtOnce } = workOff(simulation);

  expect(attempts).toHaveLength(2 * BACKLOG);
  const whileBothWaited = attempts.slice(MAX_IN_FLIGHT, BACKLOG);
  const retries = whileBothWaited.filter((attempt) => attempt > 1).length;
  expect(retries).toBeGreaterThanOrEqual(Math.floor(whileBothWaited.length / 5));
  expect(retries).toBeLessThanOrEqual(Math.ceil(whileBothWaited.length / 3));
  expect(mostAtOnce).toBe(MAX_IN_FLIGHT);
});

it("looks at no subscription that is paused or has no slot left when another one settles", () => {
  const paused = subscriptionOf("sub_paused", { status: "paused" });
  const simulation = new Simulation([paused, subscriptionOf("sub_1", { policy: { maxInFlight: 1 } })]);
  for (let i = 0; i < 3; i++) simulation.accept(`media:${i}`);
  const [first] = simulation.leases;
  if (first) simulation.report(first, {});

  expect(simulation.leases.map(({ stream }) => stream)).toEqual(["media:1"]);
  expect([...simulation.state.ready]).toEqual([]);
});

it("gives the slot of a skipped attempt to another stream when its lease has ended", () => {
  const simulation = new Simulation([subscriptionOf("sub_1", { policy: { maxInFlight: 1 } })]);
  simulation.accept("media:a");
  simulation.accept("media:b");
  const [lost] = simulation.leases;
  const eventId = lost?.eventId ?? "";
  simulation.obey({ command: "skip", eventId, subscriptionId: "sub_1" });
  simulation.leases = [];
  simulation.now += 60_000;

  simulation.wake();

  expect(simulation.leases.map(({ stream }) => stream)).toEqual(["media:b"]);
});

it("goes on with a subscription that was not looked at, as soon as it is resumed", () => {
  const paused = subscriptionOf("sub_1", { status: "paused" });
  const simulation = new Simulation([paused]);
  for (let i = 0; i < 3; i++) simulation.accept(`media:${i}`);

  simulation.configure([{ ...paused, status: "enabled" }]);
  simulation.now += 1_000;
  simulation.wake();

  expect(simulation.leases.map(({ stream }) => stream)).toEqual(["media:0", "media:1", "media:2"]);
});
