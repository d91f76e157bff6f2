import { expect, it } from "vitest";
import { toUtf8 } from "../../../src/platform/bytes.ts";
import { isLevel, markProjected, nextBatch } from "../../../src/coordinate/project.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const D1_VALUE_BYTES = 2_000_000; // D1 limits: one bound value

it("never puts more into a batch of attempts than D1 takes, whatever the answers are made of", () => {
  const simulation = new Simulation([
    subscriptionOf("sub_1", { policy: { maxInFlight: 100, retrySchedule: [600] } }),
  ]);
  for (let event = 0; event < 100; event++) {
    simulation.accept(`media:${event}`);
    const [lease] = simulation.leases;
    if (lease) simulation.report(lease, { ...failed(), responseBody: "\u0001".repeat(16 * 1024) }, 0);
    // One success in between keeps the breaker closed.
    simulation.accept(`media:ok-${event}`);
    const [other] = simulation.leases;
    if (other) simulation.report(other, {}, 0);
  }

  const { attempts, isFull } = nextBatch(simulation.state, simulation.now);

  const stored = simulation.storedAttempts.slice(0, attempts.length);
  expect(toUtf8(JSON.stringify(stored)).length).toBeLessThan(D1_VALUE_BYTES);
  expect(attempts.length).toBeGreaterThan(1);
  expect(isFull).toBe(true);
});

it("cuts what a Worker reports as an answer", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("media:a");
  const [lease] = simulation.leases;
  if (lease) simulation.report(lease, { ...failed(), responseBody: "x".repeat(12_000_000) });

  const [attempt] = simulation.storedAttempts;
  expect(attempt?.result.responseBody).toHaveLength(16 * 1024);
});

it("keeps no answer in memory while the record is away, also after a restart", () => {
  const simulation = new Simulation([subscriptionOf("sub_1", { policy: { retrySchedule: [600] } })]);
  const answer = "a very long answer ".repeat(500);
  simulation.accept("media:a");
  const [lease] = simulation.leases;
  if (lease) simulation.report(lease, { ...failed(), responseBody: answer });

  const inMemory = [JSON.stringify(simulation.state.unprojectedAttempts)];
  simulation.restart();
  inMemory.push(JSON.stringify(simulation.state.unprojectedAttempts));

  expect(inMemory.map((text) => text.length < 200)).toEqual([true, true]);
  expect(simulation.storedAttempts.map(({ result }) => result.responseBody)).toEqual([answer]);
});

it("holds an event back while it may still finish, then sends it as it is", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("media:a");

  const young = nextBatch(simulation.state, simulation.now);
  const old = nextBatch(simulation.state, simulation.now + 600);

  expect(young.events).toEqual([]);
  expect(isLevel(simulation.state)).toBe(false);
  expect(old.events).toHaveLength(1);
});

it("does not mark as recorded what changed while the batch was on its way", () => {
  const simulation = new Simulation([subscriptionOf("sub_1"), subscriptionOf("sub_2")]);
  simulation.accept("media:a");
  const batch = nextBatch(simulation.state, simulation.now + 600);
  const [first] = simulation.leases;
  if (first) simulation.report(first, {});

  const upTo = markProjected(simulation.state, batch);

  expect(upTo).toBe(simulation.state.lastRevision - 1);
  expect(simulation.state.unprojected.size).toBe(1);
});

it("forgets an event only when it is finished and recorded", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("media:a");
  const [lease] = simulation.leases;
  if (lease) simulation.report(lease, {});
  expect(simulation.state.open.size).toBe(1);

  const upTo = markProjected(simulation.state, nextBatch(simulation.state, simulation.now));

  expect(simulation.state.open.size).toBe(0);
  expect(upTo).toBe(simulation.state.lastRevision);
});

it("holds no event back that was received after now: the clock was put back", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("media:a", { receivedAt: simulation.now + 600_000 });

  const { events } = nextBatch(simulation.state, simulation.now);

  expect(events).toHaveLength(1);
});
