import { describe, expect, it } from "vitest";
import { choosePage, openInRange } from "../../../src/coordinate/take-in.ts";
import type { DeliveryPolicy } from "../../../src/coordinate/subscription.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const SUB = "sub_1";
const RPL = "rpl_1";

/** A subscription that delivered `count` events of each stream; they have left the coordinator. */
function delivered(streams: readonly string[], count: number, policy: Partial<DeliveryPolicy> = {}) {
  const simulation = new Simulation([subscriptionOf(SUB, { policy })]);
  for (let i = 0; i < count; i++) {
    for (const stream of streams) {
      simulation.accept(stream);
      for (const lease of [...simulation.leases]) simulation.report(lease, {});
    }
  }
  simulation.project();
  return simulation;
}

/** Lets all attempts that are out succeed, and what they make way for, until nothing is out. @returns sequences by time */
function finish(simulation: Simulation): string[] {
  const sent: string[] = [];
  for (let turn = 0; turn < 1_000; turn++) {
    const [lease] = simulation.leases;
    if (lease) {
      sent.push(`${lease.stream}/${lease.sequence}`);
      simulation.report(lease, {});
    } else if (!simulation.pump() && !simulation.wakeWhenDue()) return sent;
  }
  throw new Error("does not come to an end");
}

describe("a replay", () => {
  it("marks its leases, keeps the order of each stream, and counts", () => {
    const simulation = delivered(["media:a", "media:b"], 4);

    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump();
    simulation.wakeWhenDue();
    const marks = new Set(simulation.leases.map(({ replayId }) => replayId));
    const sent = finish(simulation);

    expect(marks).toEqual(new Set([RPL]));
    for (const stream of ["media:a", "media:b"]) {
      const own = sent.filter((one) => one.startsWith(stream));
      expect(own).toEqual([1, 2, 3, 4].map((sequence) => `${stream}/${sequence}`));
    }
    expect(simulation.state.replays.get(RPL)).toMatchObject({ opened: 8, delivered: 8, pending: 0 });
  });

  it("takes half of the slots at most, and leaves the alarm alone while it has them", () => {
    const streams = ["a", "b", "c", "d", "e", "f"].map((name) => `media:${name}`);
    const simulation = delivered(streams, 1, { maxInFlight: 4 });
    simulation.startReplay(RPL, SUB, { status: "all" });
    while (simulation.pump());

    simulation.wakeWhenDue();

    expect(simulation.leases).toHaveLength(2);
    expect(simulation.dueAt()).toBe(simulation.leases[0]?.until);
  });

  it("does not keep a live event from going at its acceptance", () => {
    const simulation = delivered(["media:a", "media:b", "media:c"], 3, { maxInFlight: 4 });
    simulation.startReplay(RPL, SUB, { status: "all" });
    while (simulation.pump());
    simulation.wakeWhenDue();

    const accepted = simulation.accept("media:a");

    expect(accepted).toMatchObject({ grants: [{ delivery: { position: 4 } }] });
  });

  it("goes behind whatever live event is ready", () => {
    const simulation = delivered(["media:a", "media:b"], 2, { maxInFlight: 1 });
    simulation.startReplay(RPL, SUB, { status: "all" });
    while (simulation.pump());
    simulation.wakeWhenDue();
    simulation.accept("media:c");

    const [replayed] = simulation.leases;
    if (replayed) simulation.report(replayed, {}, 1);

    expect(simulation.leases).toMatchObject([{ stream: "media:c" }]);
    expect(simulation.leases[0]?.replayId).toBeUndefined();
  });

  it("retries on the schedule in its own lane, and fails like any delivery", () => {
    const simulation = delivered(["media:a"], 2, { retrySchedule: [5], maxBlockSeconds: null });
    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump();
    for (let attempt = 0; attempt < 2; attempt++) {
      simulation.wakeWhenDue();
      const [lease] = simulation.leases;
      expect(lease).toMatchObject({ sequence: 1, replayId: RPL });
      if (lease) simulation.report(lease, failed(), 0);
    }

    finish(simulation);

    expect(simulation.state.replays.get(RPL)).toMatchObject({ delivered: 1, failed: 1, pending: 0 });
  });

  it("goes on after a restart where it was, in its own order", () => {
    const simulation = delivered(["media:a"], 7);
    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump(4);

    simulation.restart();
    const sent = finish(simulation);

    expect(sent).toEqual([1, 2, 3, 4, 5, 6, 7].map((sequence) => `media:a/${sequence}`));
  });

  it("gives a younger subscription only what it asks for, with positions from 1", () => {
    const simulation = delivered(["media:a"], 3);
    simulation.accept("media:a", { type: "video.media.deleted" });
    for (const lease of [...simulation.leases]) simulation.report(lease, {});
    simulation.project();
    const filters = { categories: [], eventTypes: ["video.media.ready"] };
    simulation.configure([subscriptionOf(SUB), subscriptionOf("sub_new", { filters })]);

    simulation.startReplay(RPL, "sub_new", { status: "all" });
    const sent = finish(simulation);

    expect(sent).toEqual(["media:a/1", "media:a/2", "media:a/3"]);
    const positions = simulation
      .everything()
      .map(({ deliveries }) => deliveries.find((one) => one.subscriptionId === "sub_new")?.position);
    expect(positions).toEqual([1, 2, 3, undefined]);
  });

  it("asks a younger subscription's filter on the payload too, of the stored body", () => {
    const simulation = delivered(["media:a"], 1);
    const body = new TextEncoder().encode('{"type":"video.media.ready","data":{"duration":"00:10:00"}}');
    const { eventId } = simulation.accept("media:a", { body });
    for (const lease of [...simulation.leases]) simulation.report(lease, {});
    simulation.project();
    const filters = { categories: [], eventTypes: [], filter: { "data.duration": "00:10:00" } };
    simulation.configure([subscriptionOf(SUB), subscriptionOf("sub_new", { filters })]);
    const [first] = simulation.everything();

    simulation.startReplay(RPL, "sub_new", { status: "all" });
    const sent = finish(simulation);
    const redelivered = simulation.obey({
      command: "redeliver",
      eventId: first?.id ?? "",
      subscriptionId: "sub_new",
    });

    expect(first?.id).not.toBe(eventId);
    expect(sent).toEqual(["media:a/2"]);
    expect(redelivered).toMatchObject({ refusal: { because: "unwanted" } });
  });

  it("that is cancelled leaves what it has not settled as it was, and lets an attempt under way count", () => {
    const simulation = delivered(["media:a"], 3);
    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump(10);
    simulation.wakeWhenDue();
    const before = simulation.everything().map(({ deliveries }) => deliveries[0]?.settledAt);

    simulation.cancelReplay(RPL);
    const lanes = simulation.state.lanes.size;
    finish(simulation);

    const after = simulation.everything().flatMap(({ deliveries }) => deliveries);
    expect(after.map(({ status, attemptCount }) => [status, attemptCount])).toEqual([
      ["delivered", 2],
      ["delivered", 1],
      ["delivered", 1],
    ]);
    expect(before).toEqual([null, null, null]);
    expect(lanes).toBe(1);
    expect(after.every(({ settledAt }) => settledAt !== null)).toBe(true);
    expect(simulation.state.replays.get(RPL)).toMatchObject({ isCancelled: true, skipped: 3, pending: 0 });
  });

  it("ends when its subscription is removed", () => {
    const simulation = delivered(["media:a"], 3);
    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump();

    simulation.configure([]);

    expect(simulation.state.replays.get(RPL)).toMatchObject({
      isCancelled: true,
      opened: 3,
      skipped: 3,
      pending: 0,
    });
  });
});

describe("a page of a replay", () => {
  it("ends in front of an event that was closed while the record was read", () => {
    const simulation = delivered(["media:a"], 2);
    simulation.startReplay(RPL, SUB, { status: "failed" });
    const replay = simulation.state.replays.get(RPL);
    if (!replay) throw new Error("no replay");
    const ids = simulation.everything().map(({ id }) => id);
    const row = { type: "video.media.ready", stream: "media:a", position: null, bodyBytes: 2 };
    const scanned = ids.map((id, index) => ({
      ...row,
      id,
      sequence: index + 1,
      status: index ? "pending" : "failed",
    }));

    const page = choosePage(simulation.state, replay, {
      scanned,
      ...{ isEnd: true, findStream: simulation.tables.small.findStream },
      openBefore: new Set(ids.slice(1)),
    });

    expect(page).toEqual({ chosen: [ids[0]], toRead: [ids[0]], cursor: ids[0], isLast: false });
  });

  it("believes the memory about what is open, also what the record has not heard of", () => {
    const simulation = new Simulation([subscriptionOf(SUB, { policy: { retrySchedule: [] } })]);
    const { eventId } = simulation.accept("media:a");
    for (const lease of [...simulation.leases]) simulation.report(lease, failed());
    simulation.startReplay(RPL, SUB);
    const replay = simulation.state.replays.get(RPL);
    if (!replay) throw new Error("no replay");
    const openBefore = openInRange(simulation.state, replay);

    const page = choosePage(simulation.state, replay, {
      scanned: [],
      isEnd: true,
      findStream: simulation.tables.small.findStream,
      openBefore,
    });

    expect(page).toMatchObject({ chosen: [eventId], toRead: [], isLast: true });
  });

  it("leaves alone what waits for a predecessor and is in no lane yet", () => {
    const simulation = new Simulation([subscriptionOf(SUB)]);
    const { eventId } = simulation.accept("media:a", { orderWindowMs: 60_000 });
    expect(simulation.leases).toEqual([]);

    simulation.startReplay(RPL, SUB, { status: "all" });
    simulation.pump();
    const redelivered = simulation.obey({ command: "redeliver", eventId, subscriptionId: SUB });

    expect(simulation.everything()[0]?.deliveries).toEqual([]);
    expect(redelivered).toMatchObject({ refusal: { because: "pending" } });
  });

  it("puts each stream in the order of its positions where an event had waited for its predecessor", () => {
    const simulation = delivered([], 0);
    simulation.startReplay(RPL, SUB, { status: "all" });
    const replay = simulation.state.replays.get(RPL);
    if (!replay) throw new Error("no replay");
    const row = { type: "video.media.ready", status: "delivered", position: null, bodyBytes: 2 };
    const scanned = [
      { ...row, id: "evt_1", stream: "media:a", sequence: 1, position: 2 },
      { ...row, id: "evt_2", stream: "media:b", sequence: 1 },
      { ...row, id: "evt_3", stream: "media:a", sequence: 2, position: 1 },
    ];

    const page = choosePage(simulation.state, replay, {
      scanned,
      isEnd: true,
      findStream: simulation.tables.small.findStream,
      openBefore: new Set(),
    });

    expect(page.chosen).toEqual(["evt_3", "evt_2", "evt_1"]);
  });

  it("holds no more than a few megabytes of bodies", () => {
    const simulation = delivered([], 0);
    simulation.startReplay(RPL, SUB, { status: "all" });
    const replay = simulation.state.replays.get(RPL);
    if (!replay) throw new Error("no replay");
    const row = {
      type: "video.media.ready",
      status: "delivered",
      stream: "media:a",
      position: null,
      bodyBytes: 1_048_576,
    };
    const scanned = Array.from({ length: 9 }, (_, i) => ({ ...row, id: `evt_${i}`, sequence: i + 1 }));

    const page = choosePage(simulation.state, replay, {
      scanned,
      isEnd: true,
      findStream: simulation.tables.small.findStream,
      openBefore: new Set(),
    });

    expect(page).toMatchObject({ cursor: "evt_3", isLast: false });
    expect(page.chosen).toHaveLength(4);
  });
});
