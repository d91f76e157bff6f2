import { describe, expect, it } from "vitest";
import { describeStream, standingsOf } from "../../../src/coordinate/describe-stream.ts";
import { FAILURES_TO_OPEN } from "../../../src/coordinate/breaker.ts";
import { markProjected, nextBatch } from "../../../src/coordinate/project.ts";
import type { StreamState } from "../../../src/coordinate/sequence.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const A = "media:a";

function look(simulation: Simulation) {
  const { state, now } = simulation;
  const findStream = (stream: string) => simulation.streamOf(stream);
  return {
    described: describeStream(state, A, { findStream, now }),
    standing: standingsOf(state, [A], findStream)[0],
  };
}

function heads(simulation: Simulation) {
  return look(simulation).described.deliveries.filter(({ isHead }) => isHead);
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length}, not one`);
  return item;
}

describe("a stream, as its coordinator describes it", () => {
  it("tells that a failed head waits for its retry and until when, and the rest for what is before it", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept(A);
    simulation.accept(A);
    simulation.report(only(simulation.leases), failed());

    const { deliveries } = look(simulation).described;

    expect(deliveries.map(({ sequence, isHead, folded }) => [sequence, isHead, folded.w])).toEqual([
      [1, true, "retry"],
      [2, false, "previous"],
    ]);
    expect(deliveries[0]?.waitsUntil).toBe(deliveries[0]?.folded.next);
    expect(deliveries[0]?.parksAt).toBe(simulation.now + 600_000);
    expect(deliveries[1]?.waitsUntil).toBeUndefined();
  });

  it("tells that a head is being attempted, and until when at the latest", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    simulation.accept(A);

    const head = only(heads(simulation));

    expect(head.folded.w).toBeUndefined();
    expect(head.leasedUntil).toBe(simulation.now + 15_000);
  });

  it("tells of an open breaker until when it stays open", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    for (let i = 0; i < FAILURES_TO_OPEN; i++) simulation.accept(`media:other-${i}`);
    for (const lease of simulation.leases) simulation.report(lease, failed(), 0);
    simulation.accept(A);

    const head = only(heads(simulation));

    expect([head.folded.w, head.waitsUntil]).toEqual(["breaker", simulation.now + 10_000]);
  });

  it("tells what has no end by itself without one", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { status: "paused" })]);
    simulation.accept(A);

    const head = only(heads(simulation));

    expect([head.folded.w, head.waitsUntil]).toEqual(["paused", undefined]);
  });

  it("marks what is parked, which nobody waits for", () => {
    const simulation = new Simulation([subscriptionOf("sub_1", { policy: { maxBlockSeconds: 1 } })]);
    simulation.accept(A);
    simulation.accept(A);
    simulation.report(only(simulation.leases), failed(), 0);
    simulation.now += 1_000;
    simulation.wake();

    const { deliveries } = look(simulation).described;

    expect(deliveries.map(({ folded, isHead }) => [folded.st, isHead])).toEqual([
      ["parked", false],
      ["pending", true],
    ]);
  });

  it("knows how far the record is, and which event there is the last one that is open", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);
    const { state } = simulation;
    simulation.accept(A);
    simulation.report(only(simulation.leases), failed());
    simulation.accept(A);
    const before = look(simulation).standing;
    markProjected(state, nextBatch(state, simulation.now + 60_000));
    simulation.accept(A);

    const after = look(simulation).standing;

    expect(before).toMatchObject({
      lastSequence: 2,
      recordedSequence: 0,
      openSequence: 0,
      openDeliveries: 2,
    });
    expect(after).toMatchObject({ lastSequence: 3, recordedSequence: 2, openSequence: 2, openDeliveries: 3 });
  });

  it("remembers its last event, and the highest id even where an older one came last", () => {
    const simulation = new Simulation([]);
    const accepted = simulation.accept(A, { type: "video.media.created" });
    simulation.accept(A, { eventId: "evt_00000000000000000000000000", type: "video.media.ready" });

    const last: StreamState["last"] = look(simulation).standing?.last;

    expect(last).toMatchObject({ highestId: accepted.eventId, type: "video.media.ready" });
  });

  it("is nothing where no event of it ever came", () => {
    const simulation = new Simulation([subscriptionOf("sub_1")]);

    expect(look(simulation)).toMatchObject({ described: { deliveries: [] }, standing: { lastSequence: 0 } });
  });
});
