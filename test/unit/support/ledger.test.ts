import { expect, it } from "vitest";
import type { Behaviour } from "../../support/behaviour.ts";
import { balance, type Books, type RecordedDelivery } from "../../support/ledger.ts";
import { OK, type Delivered } from "../../support/receiver.ts";

const FAILS: Behaviour = { kind: "answer", status: 500 };

function request(
  at: number,
  position: number,
  own: { behaviour?: Behaviour; eventId?: string } = {},
): Delivered {
  const headers = {
    "webhook-id": own.eventId ?? `evt_${position}`,
    "hooklane-stream": "media:a",
    "hooklane-position": String(position),
  };
  return { at, method: "POST", path: "/", headers, body: Buffer.of(), behaviour: own.behaviour ?? OK };
}

function recorded(position: number, own: Partial<RecordedDelivery> = {}): RecordedDelivery {
  const eventId = `evt_${position}`;
  return { eventId, stream: "media:a", position, status: "delivered", attemptCount: 1, ...own };
}

/** Two events, each delivered at once, in order. */
function books(own: Partial<Books> = {}): Books {
  return {
    acknowledged: ["evt_1", "evt_2"],
    recorded: [recorded(1), recorded(2)],
    received: [request(10, 1), request(20, 2)],
    kills: [],
    timedOut: [],
    maxInFlight: 1,
    ...own,
  };
}

it("balances a run in which everything was delivered once and in order", () => {
  const counts = { delivered: 2, failed: 0, parked: 0, skipped: 0, pending: 0 };

  expect(balance(books())).toEqual({ counts, repeated: 0, faults: [] });
});

it("balances retries, failures for good, and what came again around a kill", () => {
  const run = books({
    recorded: [recorded(1, { attemptCount: 2 }), recorded(2, { status: "failed", attemptCount: 1 })],
    received: [
      request(10, 1, { behaviour: FAILS }),
      request(11, 1),
      request(31, 1),
      request(40, 2, { behaviour: FAILS }),
    ],
    kills: [20],
  });

  expect(balance(run)).toMatchObject({ repeated: 1, faults: [] });
});

it.each<[string, Partial<Books>, RegExp]>([
  ["an event that is lost", { recorded: [recorded(1)] }, /evt_2 was acknowledged and is not recorded/],
  ["an event out of nowhere", { acknowledged: ["evt_1"] }, /evt_2 is recorded and was never acknowledged/],
  [
    "an event that is recorded twice",
    { recorded: [recorded(1), recorded(2), recorded(2)] },
    /recorded 2 times/,
  ],
  ["a delivery that never arrived", { received: [request(10, 1)] }, /evt_2 is delivered and never arrived/],
  [
    "a failure that the endpoint took",
    { recorded: [recorded(1), recorded(2, { status: "failed" })] },
    /evt_2 has failed and was taken/,
  ],
  [
    "a gap in the positions",
    { recorded: [recorded(1), recorded(2, { position: 3 })] },
    /position 3 in place 2/,
  ],
  ["an inversion", { received: [request(10, 2), request(20, 1)] }, /1 came after 2 was begun/],
  [
    "a retry behind the next event",
    {
      recorded: [recorded(1, { attemptCount: 2 }), recorded(2)],
      received: [request(10, 1, { behaviour: FAILS }), request(20, 2), request(30, 1)],
    },
    /1 came after 2 was begun/,
  ],
  [
    "a repetition without a kill",
    { received: [request(10, 1), request(15, 1), request(20, 2)] },
    /evt_1 was taken and came again without cause/,
  ],
  [
    "more repetitions than timeouts",
    { received: [request(10, 1), request(15, 1), request(20, 1), request(25, 2)], timedOut: ["evt_1"] },
    /^evt_1 was taken and came again without cause/,
  ],
  [
    "a repetition that came before the kill",
    { received: [request(10, 1), request(15, 1), request(20, 2)], kills: [18] },
    /evt_1 was taken and came again without cause/,
  ],
  [
    "more repetitions than were under way",
    {
      recorded: [recorded(1), recorded(2, { stream: "media:b", position: 1 })],
      received: [
        request(10, 1),
        request(11, 1, { eventId: "evt_2" }),
        request(30, 1),
        request(31, 1, { eventId: "evt_2" }),
      ],
      kills: [20],
    },
    /2 came again after one kill, of 1 under way/,
  ],
  [
    "an attempt that is not recorded",
    { recorded: [recorded(1, { attemptCount: 0 }), recorded(2)] },
    /1 attempts are not/,
  ],
  [
    "an attempt that never was",
    { recorded: [recorded(1, { attemptCount: 2 }), recorded(2)] },
    /1 attempts are recorded/,
  ],
])("voids a run with %s", (_name, own, fault) => {
  expect(balance(books(own)).faults.join("\n")).toMatch(fault);
});

it("counts a kill once for what came again and was refused then: its retry repeats nothing", () => {
  const run = books({
    recorded: [recorded(1, { attemptCount: 2 }), recorded(2)],
    received: [request(10, 1), request(25, 1, { behaviour: FAILS }), request(30, 1), request(40, 2)],
    kills: [20],
    maxInFlight: 1,
  });

  expect(balance(run)).toMatchObject({ repeated: 1, faults: [] });
});

it("lets come again what was taken too late for its attempt, and counts it for no kill", () => {
  const run = books({
    recorded: [
      recorded(1, { attemptCount: 2 }),
      recorded(2, { stream: "media:b", position: 1, attemptCount: 2 }),
    ],
    received: [
      request(10, 1),
      request(11, 1, { eventId: "evt_2" }),
      request(15, 1),
      request(31, 1, { eventId: "evt_2" }),
    ],
    kills: [20],
    timedOut: ["evt_1", "evt_2"],
    maxInFlight: 0,
  });

  expect(balance(run)).toMatchObject({ repeated: 2, faults: [] });
});

it("lets a parked event come late", () => {
  const run = books({
    recorded: [recorded(1, { status: "parked", attemptCount: 2 }), recorded(2)],
    received: [request(10, 1, { behaviour: FAILS }), request(20, 2), request(30, 1, { behaviour: FAILS })],
  });

  expect(balance(run)).toMatchObject({ counts: { parked: 1, delivered: 1 }, faults: [] });
});
