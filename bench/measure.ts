import { readTallies } from "./arrival-board.ts";
import { costPerEvent, readCost, type CostReading, type EventCost } from "./cost.ts";
import { createEventMaker } from "./event.ts";
import { balance, fillLedger, type Balance, type Ledger } from "./ledger.ts";
import { runLoad, type LoadDeps, type Sent } from "./load.ts";
import { nowMs } from "./monotonic.ts";
import { ratesOf, replayRateOf, type Rates } from "./rates.ts";
import { startReceivers, type Receivers } from "./receivers.ts";
import type { Scenario } from "./scenario.ts";
import { createSender } from "./send.ts";
import type { System, SystemOptions } from "./system.ts";
import { waitUntil } from "./wait-until.ts";

const OPEN_LOOP_CONNECTIONS = 256; // more than a schedule keeps waiting, unless the router stands still
const SEEDING = { kind: "closed", connections: 32 } as const;
// A run that is not through by then is void, whatever it still does.
const QUIET_DEADLINE_MS = 60_000;
const QUIET_DEADLINE_MS_PER_DELIVERY = 5;
/** An outcome may be on its way to the record while the ledger is being read. */
const LEDGER_DEADLINE_MS = 10_000;
const LEDGER_LOOK_EVERY_MS = 500;

/** One scenario, once, on one system. */
export interface Run extends Rates {
  /** Events of the past that arrived beside the measured ones, per second; undefined where none were replayed. */
  replayedPerSecond: number | undefined;
  ledger: Ledger;
  verdict: Balance;
  cost: EventCost;
}

/** Told when the measured load begins and when all of it is delivered and recorded. */
export interface Watch {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a system, warms it up, loads it, waits until all is delivered and recorded, and counts. */
export async function measure(
  scenario: Scenario,
  start: (options: SystemOptions) => Promise<System>,
  { watch, ...options }: Omit<SystemOptions, "endpoints" | "scenario"> & { watch?: Watch },
): Promise<Run> {
  const events = scenario.replayedEvents + scenario.warmUpEvents + scenario.events;
  const receivers = await startReceivers(scenario, events);
  try {
    const system = await start({ ...options, scenario, endpoints: receivers.urls });
    try {
      return await measureRunning(scenario, options.sourceSecret, { system, receivers, watch });
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
  watch?: Watch | undefined;
}

async function measureRunning(scenario: Scenario, secret: string, running: Running): Promise<Run> {
  const { arrivals } = scenario;
  const connections = arrivals.kind === "closed" ? arrivals.connections : OPEN_LOOP_CONNECTIONS;
  const sender = createSender(running.system.ingestUrl, connections);
  const deps: LoadDeps = { make: createEventMaker(scenario, secret), send: sender.send, now: nowMs };
  try {
    return await play(scenario, deps, running);
  } finally {
    sender.close();
  }
}

async function play(scenario: Scenario, deps: LoadDeps, running: Running): Promise<Run> {
  const { system, receivers } = running;
  const { arrivals, replayedEvents, warmUpEvents, events } = scenario;
  const replay = await seedReplay(scenario, deps, running);
  const warmUp = await runLoad({ firstNumber: replayedEvents, events: warmUpEvents, arrivals }, deps);
  if (!replay) await whenQuiet(warmUp, running);
  await running.watch?.begin();
  const before = replay?.cost ?? (await readCost(system));
  const measured = await runLoad({ firstNumber: replayedEvents + warmUpEvents, events, arrivals }, deps);
  const all = [...(replay?.sent ?? []), ...warmUp, ...measured];
  await whenQuiet(all, running);
  const after = await readCost(system);
  await running.watch?.end();
  const { ledger, verdict } = await closeLedger(all, running);
  return {
    ...ratesOf(measured, receivers.board),
    replayedPerSecond: replay && replayRateOf(replay, receivers.board),
    ledger,
    verdict,
    cost: costPerEvent(before, after, replay ? all.length : events),
  };
}

interface Replay {
  sent: readonly Sent[];
  /** When it was asked for. */
  beganAt: number;
  cost: CostReading;
}

/** Has the scenario's past accepted, and its replay begun; undefined where it has none. */
async function seedReplay(
  { replayedEvents }: Scenario,
  deps: LoadDeps,
  { system }: Running,
): Promise<Replay | undefined> {
  if (replayedEvents === 0) return undefined;
  if (!system.replay) throw new Error("this system replays nothing");
  const sent = await runLoad({ firstNumber: 0, events: replayedEvents, arrivals: SEEDING }, deps);
  await waitUntil(
    () => system.hasCaughtUp(acknowledgedIds(sent)),
    deadlineMs(sent.length),
    system.lookEveryMs,
  );
  const cost = await readCost(system);
  const beganAt = nowMs();
  await system.replay();
  return { sent, beganAt, cost };
}

/** Returns when everything is delivered and recorded, or when that has taken too long: the ledger tells. */
async function whenQuiet(sent: readonly Sent[], { system, receivers }: Running): Promise<void> {
  const eventIds = acknowledgedIds(sent);
  const due = eventIds.length * receivers.reachable;
  await waitUntil(() => readTallies(receivers.board).delivered >= due, deadlineMs(due));
  await waitUntil(() => system.hasCaughtUp(eventIds), deadlineMs(due), system.lookEveryMs);
}

function acknowledgedIds(sent: readonly Sent[]): string[] {
  return sent.flatMap(({ answer }) => (answer.outcome === "acknowledged" ? [answer.eventId] : []));
}

function deadlineMs(deliveries: number): number {
  return QUIET_DEADLINE_MS + deliveries * QUIET_DEADLINE_MS_PER_DELIVERY;
}

async function closeLedger(sent: readonly Sent[], running: Running) {
  const { system, receivers } = running;
  const read = async () => {
    const ledger = fillLedger(sent, receivers.board, {
      ...(await system.countUndelivered()),
      recorded: await system.countRecorded(),
      tallies: readTallies(receivers.board),
    });
    return { ledger, verdict: balance(ledger, system.isOrdered) };
  };
  let closed = await read();
  const isExact = async () =>
    (closed = closed.verdict.balance === "exact" ? closed : await read()).verdict.balance === "exact";
  await waitUntil(isExact, LEDGER_DEADLINE_MS, LEDGER_LOOK_EVERY_MS);
  return closed;
}
