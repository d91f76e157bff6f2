import { expect, it } from "vitest";
import { createBoard, readTallies, count, type ArrivalBoard } from "../arrival-board.ts";
import { balance, fillLedger, type Ledger } from "../ledger.ts";
import type { Sent } from "../load.ts";
import type { Answer } from "../send.ts";

const ACKNOWLEDGED: Answer = { outcome: "acknowledged", eventId: "evt_1" };

it("is exact when every acknowledged event came to every subscription once", () => {
  const board = boardOf({
    endpoints: 2,
    arrivals: [
      [0, 1],
      [0, 1],
    ],
  });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2 });

  expect(ledger).toMatchObject({ sent: 2, acknowledged: 2, delivered: 4 });
  expect(balance(ledger, true)).toEqual({ balance: "exact" });
});

it("is void when one delivery of one subscription is missing", () => {
  const board = boardOf({ endpoints: 2, arrivals: [[0, 1], [0]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2 });

  expect(balance(ledger, true)).toEqual({
    balance: "void",
    because: ["4 deliveries due, 3 delivered, 0 pending, 0 failed"],
  });
});

it("counts what the router still has to deliver as accounted for", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2, pending: 1 });

  expect(balance(ledger, true)).toEqual({ balance: "exact" });
});

it("counts what the router has given up as accounted for", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2, failed: 1 });

  expect(balance(ledger, true)).toEqual({ balance: "exact" });
});

it("is void when a delivery that arrived is reported as pending", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0, 1]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2, pending: 1 });

  expect(balance(ledger, true)).toMatchObject({ balance: "void" });
});

it("takes a duplicate beside what was delivered for what it is", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0, 0, 1]] });
  count(board, "duplicates");

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2 });

  expect(ledger.tallies.duplicates).toBe(1);
  expect(balance(ledger, true)).toEqual({ balance: "exact" });
});

it("is void when an event was duplicated in place of a lost one", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0, 0]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 2 });

  expect(balance(ledger, true)).toMatchObject({ balance: "void" });
});

it("takes a refused event for accounted for, unless it arrives all the same", () => {
  const refused = sent(1, { outcome: "refused", status: 503 });

  const kept = ledgerOf([sent(0), refused], boardOf({ endpoints: 1, arrivals: [[0]] }), { recorded: 1 });
  const leaked = ledgerOf([sent(0), refused], boardOf({ endpoints: 1, arrivals: [[0, 1]] }), {
    recorded: 1,
  });

  expect(balance(kept, true)).toEqual({ balance: "exact" });
  expect(balance(leaked, true)).toEqual({
    balance: "void",
    because: ["1 arrivals were never acknowledged"],
  });
});

it("is void when an event got no answer", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0]] });

  const ledger = ledgerOf([sent(0), sent(1, { outcome: "unanswered", why: "reset" })], board, {
    recorded: 1,
  });

  expect(balance(ledger, true)).toEqual({ balance: "void", because: ["1 of 2 events got no answer"] });
});

it("is void when the record misses an event", () => {
  const board = boardOf({ endpoints: 1, arrivals: [[0, 1]] });

  const ledger = ledgerOf([sent(0), sent(1)], board, { recorded: 1 });

  expect(balance(ledger, true)).toEqual({ balance: "void", because: ["2 acknowledged, 1 in the record"] });
});

it.each(["inverted", "skipped", "unplaced"] as const)(
  "is void on one %s arrival where order is promised, and only there",
  (tally) => {
    const board = boardOf({ endpoints: 1, arrivals: [[0]] });
    count(board, tally);

    const ledger = ledgerOf([sent(0)], board, { recorded: 1 });

    expect(balance(ledger, true)).toMatchObject({ balance: "void" });
    expect(balance(ledger, false)).toEqual({ balance: "exact" });
  },
);

/** `arrivals[e]` lists the numbers of the events that came to endpoint e. */
function boardOf({ endpoints, arrivals }: { endpoints: number; arrivals: number[][] }): ArrivalBoard {
  const board = createBoard(endpoints, 2);
  for (const [endpoint, numbers] of arrivals.entries()) {
    for (const number of numbers)
      board.counts[endpoint * 2 + number] = (board.counts[endpoint * 2 + number] ?? 0) + 1;
  }
  return board;
}

function sent(number: number, answer: Answer = ACKNOWLEDGED): Sent {
  return { number, dueAt: 0, answeredAt: 1, answer };
}

function ledgerOf(
  events: Sent[],
  board: ArrivalBoard,
  rest: { recorded: number; pending?: number; failed?: number },
): Ledger {
  return fillLedger(events, board, { pending: 0, failed: 0, ...rest, tallies: readTallies(board) });
}
