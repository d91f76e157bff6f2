import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lifecycleOf } from "../../../src/catalogue/catalogue.ts";
import { byLife, type Candidate, whoLeaves } from "../../../src/coordinate/window.ts";

const [CONNECTED, ACTIVE, DISCONNECTED, READY] = [
  "video.live_stream.connected",
  "video.live_stream.active",
  "video.live_stream.disconnected",
  "video.media.ready",
];
const CONNECTED_SEEN = lifecycleOf(CONNECTED).bit;

type Named = Candidate & { name: string };

function waiting(name: string, type: string, own: Partial<Candidate> = {}): Named {
  return { name, ordinal: 1, occurredAt: null, lifecycle: lifecycleOf(type), waitsUntil: 1_000, ...own };
}

function names(events: readonly Named[]): string[] {
  return events.map(({ name }) => name);
}

describe("the order in which events that waited together leave", () => {
  it("is when they happened, whatever their lifecycle and acceptance", () => {
    const [first, second] = [
      waiting("active", ACTIVE, { ordinal: 2, occurredAt: 10 }),
      waiting("connected", CONNECTED, { ordinal: 1, occurredAt: 20 }),
    ];

    expect(names([second, first].toSorted(byLife))).toEqual(["active", "connected"]);
  });

  it("is their lifecycle where they happened at the same moment, and then acceptance", () => {
    const events = [
      waiting("disconnected", DISCONNECTED, { ordinal: 1, occurredAt: 10 }),
      waiting("active again", ACTIVE, { ordinal: 3, occurredAt: 10 }),
      waiting("active", ACTIVE, { ordinal: 2, occurredAt: 10 }),
      waiting("connected", CONNECTED, { ordinal: 4, occurredAt: 10 }),
    ];

    expect(names(events.toSorted(byLife))).toEqual(["connected", "active", "active again", "disconnected"]);
  });

  it("puts a predecessor first where times are missing", () => {
    const events = [
      waiting("active", ACTIVE, { ordinal: 1 }),
      waiting("disconnected", DISCONNECTED, { ordinal: 2, occurredAt: 5 }),
      waiting("connected", CONNECTED, { ordinal: 3 }),
    ];

    expect(names(events.toSorted(byLife))).toEqual(["connected", "disconnected", "active"]);
  });

  it("is total: it does not depend on the order in which events are compared", () => {
    const candidate = fc.record({
      occurredAt: fc.option(fc.nat(3)),
      type: fc.constantFrom(CONNECTED, ACTIVE, DISCONNECTED, READY, "video.media.unheard_of"),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 8 }), fc.nat(), (parts, turn) => {
        const events = parts.map(({ type, occurredAt }, ordinal) =>
          waiting(String(ordinal), type, { ordinal, occurredAt }),
        );
        const turned = events.map((_, i) => events[(i + turn) % events.length] ?? waiting("none", READY));

        expect(names(turned.toSorted(byLife))).toEqual(names(events.toSorted(byLife)));
      }),
    );
  });
});

describe("who leaves", () => {
  it("is nobody while the windows last and the predecessor has not come", () => {
    const events = [waiting("active", ACTIVE)];

    expect(whoLeaves(events, { seen: 0, now: 999 })).toEqual([]);
  });

  it("is everybody that waited for the predecessor, with it, once it has come", () => {
    const events = [
      waiting("disconnected", DISCONNECTED, { ordinal: 1, occurredAt: 30 }),
      waiting("active", ACTIVE, { ordinal: 2, occurredAt: 20 }),
      waiting("connected", CONNECTED, { ordinal: 3, occurredAt: 10, waitsUntil: undefined }),
    ];

    expect(names(whoLeaves(events, { seen: CONNECTED_SEEN, now: 0 }))).toEqual([
      "connected",
      "active",
      "disconnected",
    ]);
  });

  it("is whose window is over and who comes before it; who comes after it goes on waiting", () => {
    const events = [
      waiting("active", ACTIVE, { ordinal: 1, occurredAt: 20, waitsUntil: 1_000 }),
      waiting("disconnected", DISCONNECTED, { ordinal: 2, occurredAt: 30, waitsUntil: 1_500 }),
      waiting("recording", "video.live_stream.recording", { ordinal: 3, occurredAt: 10, waitsUntil: 1_600 }),
    ];

    expect(names(whoLeaves(events, { seen: 0, now: 1_000 }))).toEqual(["recording", "active"]);
  });

  it("is not who waits for something else", () => {
    const events = [
      waiting("ready", READY, { ordinal: 1, occurredAt: 30 }),
      waiting("connected", CONNECTED, { ordinal: 2, occurredAt: 40, waitsUntil: undefined }),
    ];

    expect(names(whoLeaves(events, { seen: CONNECTED_SEEN, now: 0 }))).toEqual(["connected"]);
  });
});
