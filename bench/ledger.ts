import type { ArrivalBoard, Tallies } from "./arrival-board.ts";
import type { Sent } from "./load.ts";

/** Every event of a run, accounted for. */
export interface Ledger {
  sent: number;
  acknowledged: number;
  refused: number;
  unanswered: number;
  subscriptions: number;
  /** Different acknowledged events that arrived, over all subscriptions. */
  delivered: number;
  /** Deliveries that the router itself reports as still to come. */
  pending: number;
  /** Deliveries that it reports as given up. */
  failed: number;
  /** Arrivals of events that were refused or never answered. */
  unacknowledgedArrivals: number;
  /** Events in the read model. */
  recorded: number;
  tallies: Tallies;
}

/** A void run has lost, invented or reordered something: its rates mean nothing. */
export type Balance = { balance: "exact" } | { balance: "void"; because: string[] };

/** Counts what was sent against what arrived, event by event. */
export function fillLedger(
  sent: readonly Sent[],
  board: ArrivalBoard,
  rest: Pick<Ledger, "pending" | "failed" | "recorded" | "tallies">,
): Ledger {
  const isAcknowledged = new Set(
    sent.filter(({ answer }) => answer.outcome === "acknowledged").map(({ number }) => number),
  );
  let delivered = 0;
  let unacknowledgedArrivals = 0;
  for (const [cell, arrivals] of board.counts.entries()) {
    if (arrivals === 0) continue;
    if (isAcknowledged.has(cell % board.events)) delivered += 1;
    else unacknowledgedArrivals += 1;
  }
  return {
    ...rest,
    sent: sent.length,
    acknowledged: isAcknowledged.size,
    refused: sent.filter(({ answer }) => answer.outcome === "refused").length,
    unanswered: sent.filter(({ answer }) => answer.outcome === "unanswered").length,
    subscriptions: board.endpoints,
    delivered,
    unacknowledgedArrivals,
  };
}

/** @param isOrdered whether the system promises order: then every lane must be whole and in order. */
export function balance(ledger: Ledger, isOrdered: boolean): Balance {
  const because: string[] = [];
  const expect = (holds: boolean, otherwise: string) => {
    if (!holds) because.push(otherwise);
  };
  const { sent, acknowledged, refused, delivered, pending, failed, tallies } = ledger;
  const due = acknowledged * ledger.subscriptions;
  expect(sent === acknowledged + refused, `${ledger.unanswered} of ${sent} events got no answer`);
  expect(
    delivered + pending + failed === due,
    `${due} deliveries due, ${delivered} delivered, ${pending} pending, ${failed} failed`,
  );
  expect(
    ledger.unacknowledgedArrivals === 0,
    `${ledger.unacknowledgedArrivals} arrivals were never acknowledged`,
  );
  expect(ledger.recorded === acknowledged, `${acknowledged} acknowledged, ${ledger.recorded} in the record`);
  expect(tallies.foreign === 0, `${tallies.foreign} requests were none of ours`);
  if (isOrdered) {
    expect(tallies.inverted === 0, `${tallies.inverted} order inversions`);
    expect(tallies.skipped === 0, `${tallies.skipped} positions left out`);
    expect(tallies.unplaced === 0, `${tallies.unplaced} arrivals without a place in their lane`);
  }
  return because.length === 0 ? { balance: "exact" } : { balance: "void", because };
}
