import { readTallies } from "./arrival-board.ts";
import { costPerEvent, readCost, type EventCost } from "./cost.ts";
import { createEventMaker } from "./event.ts";
import { balance, fillLedger, type Balance, type Ledger } from "./ledger.ts";
import { runLoad, type LoadDeps, type Sent } from "./load.ts";
import { nowMs } from "./monotonic.ts";
import { ratesOf, type Rates } from "./rates.ts";
import { startReceivers, type Receivers } from "./receivers.ts";
import type { Scenario } from "./scenarios.ts";
import { createSender } from "./send.ts";
import type { System, SystemOptions } from "./system.ts";
import { waitUntil } from "./wait-until.ts";

const OPEN_LOOP_CONNECTIONS = 256; // more than a schedule keeps waiting, unless the router stands still
const QUIET_DEADLINE_MS = 60_000; // a run that is not through by then is void, whatever it still does

/** One scenario, once, on one system. */
export interface Run extends Rates {
  ledger: Ledger;
  verdict: Balance;
  cost: EventCost;
}

/** Starts a system, warms it up, loads it, waits until all is delivered and recorded, and counts. */
export async function measure(
  scenario: Scenario,
  start: (options: SystemOptions) => Promise<System>,
  options: Omit<SystemOptions, "endpoints">,
): Promise<Run> {
  const receivers = await startReceivers(scenario.fanOut, scenario.warmUpEvents + scenario.events);
  try {
    const system = await start({ ...options, endpoints: receivers.urls });
    try {
      return await measureRunning(scenario, options.sourceSecret, { system, receivers });
    } finally {
      await system.stop();
    }
  } finally {
    await receivers.stop();
  }
}

interface Running {
  system: System;
  receivers: Receivers;
}

async function measureRunning(scenario: Scenario, secret: string, running: Running): Promise<Run> {
  const { arrivals, warmUpEvents, events } = scenario;
  const connections = arrivals.kind === "closed" ? arrivals.connections : OPEN_LOOP_CONNECTIONS;
  const sender = createSender(running.system.ingestUrl, connections);
  const deps: LoadDeps = { make: createEventMaker(scenario, secret), send: sender.send, now: nowMs };
  try {
    const warmUp = await runLoad({ firstNumber: 0, events: warmUpEvents, arrivals }, deps);
    await whenQuiet(warmUp, running);
    const before = await readCost(running.system);
    const measured = await runLoad({ firstNumber: warmUpEvents, events, arrivals }, deps);
    const all = [...warmUp, ...measured];
    await whenQuiet(all, running);
    const after = await readCost(running.system);
    const ledger = await closeLedger(all, running);
    return {
      ...ratesOf(measured, running.receivers.board),
      ledger,
      verdict: balance(ledger, running.system.isOrdered),
      cost: costPerEvent(before, after, events),
    };
  } finally {
    sender.close();
  }
}

/** Returns when everything is delivered and recorded, or when that has taken too long: the ledger tells. */
async function whenQuiet(sent: readonly Sent[], { system, receivers }: Running): Promise<void> {
  const eventIds = sent.flatMap(({ answer }) => (answer.outcome === "acknowledged" ? [answer.eventId] : []));
  const due = eventIds.length * receivers.board.endpoints;
  await waitUntil(() => readTallies(receivers.board).delivered >= due, QUIET_DEADLINE_MS);
  await waitUntil(() => system.hasCaughtUp(eventIds), QUIET_DEADLINE_MS);
}

async function closeLedger(sent: readonly Sent[], { system, receivers }: Running): Promise<Ledger> {
  return fillLedger(sent, receivers.board, {
    pending: await system.countPending(),
    recorded: await system.countRecorded(),
    tallies: readTallies(receivers.board),
  });
}
