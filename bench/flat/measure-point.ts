import { cpSync, rmSync } from "node:fs";
import * as z from "zod";
import { readTallies } from "../arrival-board.ts";
import { costPerEvent, type EventCost, readCost } from "../cost.ts";
import { promptEndpoints } from "../endpoint.ts";
import { CoordinatorCounters } from "../hooklane-system.ts";
import { balance, type Balance, fillLedger } from "../ledger.ts";
import { runLoad, type Sent } from "../load.ts";
import { nowMs } from "../monotonic.ts";
import { type Rates, ratesOf } from "../rates.ts";
import { type Receivers, startReceivers } from "../receivers.ts";
import type { Arrivals } from "../scenario.ts";
import { createSender } from "../send.ts";
import { waitUntil } from "../wait-until.ts";
import { createFlatEvents, LOAD_TYPE } from "./flat-event.ts";
import { type FlatHost, startFlat } from "./flat-host.ts";
import type { Prepared } from "./prepare.ts";
import { streamOf } from "./seed-order.ts";

/** What is sent to every point. Numbers go on from one load to the next. */
export interface Loads {
  warmUp: number;
  closed: { events: number; connections: number };
  open: { events: number; perSecond: number };
}

/** One load on one point. */
export interface Measured {
  rates: Rates;
  cost: EventCost;
}

/** One point, once. */
export interface PointRun {
  closed: Measured;
  open: Measured;
  verdict: Balance;
}

/** A state of up to so many events is copied for each run; a larger one goes on from run to run. */
const MAX_COPIED_EVENTS = 10_000;
const QUIET_DEADLINE_MS = 120_000; // a run that is not through by then is void
const OPEN_LOOP_CONNECTIONS = 256;

/** Starts the product on a point's state, warms it up, loads it twice and counts. */
export async function measurePoint(prepared: Prepared, loads: Loads): Promise<PointRun> {
  const { point, stateDir, keys } = prepared;
  const isCopied = point.events <= MAX_COPIED_EVENTS;
  const ownDir = isCopied ? `${stateDir}-run` : stateDir;
  if (isCopied) cpSync(stateDir, ownDir, { recursive: true });
  const all = loads.warmUp + loads.closed.events + loads.open.events;
  const receivers = await startReceivers(
    { endpoints: promptEndpoints(point.matching), tenants: 1, eventsPerStream: 1 },
    all,
  );
  const host = await startFlat(ownDir, keys);
  try {
    await direct(host, prepared, receivers);
    return await loadPoint(host, prepared, { loads, receivers });
  } finally {
    await host.stop();
    await receivers.stop();
    if (isCopied) rmSync(ownDir, { recursive: true, force: true });
  }
}

/** Points the subscriptions to this run's receivers. */
async function direct(host: FlatHost, { tenantId, matching }: Prepared, { urls }: Receivers): Promise<void> {
  for (const [at, id] of matching.entries()) {
    await host.api("PATCH", `/v1/tenants/${tenantId}/subscriptions/${id}`, { url: urls[at] });
  }
}

async function loadPoint(
  host: FlatHost,
  { point, tenantId, sourceId, sourceSecret }: Prepared,
  { loads, receivers }: { loads: Loads; receivers: Receivers },
): Promise<PointRun> {
  const since = Date.now();
  const sender = createSender(new URL(`/ingest/${sourceId}`, host.url).href, OPEN_LOOP_CONNECTIONS);
  const make = createFlatEvents(sourceSecret, { streams: point.streams, type: LOAD_TYPE });
  const deps = { make, send: sender.send, now: nowMs };
  const name = encodeURIComponent(`${tenantId}:0`);
  const counters = async () => CoordinatorCounters.parse(await host.bench(`counters/${name}`));
  const costs = {
    ...{ runtimePid: host.runtimePid, hostPid: host.pid },
    counters: async () => {
      const { builtAt, rowsWritten, ...rest } = await counters();
      return { counters: { ...rest, objectRowsWritten: rowsWritten }, lives: String(builtAt) };
    },
  };
  const sent: Sent[] = [];
  const load = async (events: number, arrivals: Arrivals): Promise<Measured> => {
    const before = await readCost(costs);
    const now = await runLoad({ firstNumber: sent.length, events, arrivals }, deps);
    sent.push(...now);
    const due = sent.length * receivers.board.endpoints;
    await waitUntil(() => readTallies(receivers.board).delivered >= due, QUIET_DEADLINE_MS);
    await waitUntil(async () => (await counters()).unrecorded === 0, QUIET_DEADLINE_MS);
    const after = await readCost(costs);
    return { rates: ratesOf(now, receivers.board), cost: costPerEvent(before, after, events) };
  };
  try {
    const { warmUp, closed, open } = loads;
    const closedLoop = { kind: "closed", connections: closed.connections } as const;
    await load(warmUp, closedLoop);
    const measured = {
      closed: await load(closed.events, closedLoop),
      open: await load(open.events, { kind: "open", perSecond: open.perSecond }),
    };
    const recorded = z.number().parse(await host.bench(`recorded/${name}?since=${since}`));
    return { ...measured, verdict: judge(sent, { receivers, recorded, streams: point.streams }) };
  } finally {
    sender.close();
  }
}

/**
 * Exact to the event. A lane's first arrival may leave out positions: an earlier run on the same state has sent
 * those to receivers that are gone.
 */
function judge(
  sent: readonly Sent[],
  { receivers, recorded, streams }: { receivers: Receivers; recorded: number; streams: number },
): Balance {
  const tallies = readTallies(receivers.board);
  const lanes = new Set(sent.map(({ number }) => streamOf(number, streams))).size * receivers.board.endpoints;
  const skipped = tallies.skipped <= lanes ? 0 : tallies.skipped;
  return balance(
    fillLedger(sent, receivers.board, { pending: 0, failed: 0, recorded, tallies: { ...tallies, skipped } }),
    true,
  );
}
