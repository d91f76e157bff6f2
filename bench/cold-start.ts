import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { readTallies } from "./arrival-board.ts";
import { median } from "./distribution.ts";
import { createEventMaker } from "./event.ts";
import { hooklaneApi } from "./hooklane-api.ts";
import { setUp } from "./hooklane-setup.ts";
import { runLoad } from "./load.ts";
import { nowMs } from "./monotonic.ts";
import { npmStart, type Started } from "./npm-start.ts";
import { startReceivers, type Receivers } from "./receivers.ts";
import type { ColdStart } from "./results.schema.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { createSender, type Send } from "./send.ts";
import { waitUntil } from "./wait-until.ts";

/** Delivered before the second start: it finds them in its state. */
export const EVENTS_IN_PLACE = 2000;
const ARRIVAL_DEADLINE_MS = 60_000;
const ROUNDS = 5;
const CONNECTIONS = 32;

/** How long the product takes from the start of its process. */
export interface ColdStarts {
  /** Into an empty folder: migrations, keys and the setting up of tenant, source and subscription included. */
  empty: ColdStart;
  /** Into a folder with events in place. */
  again: ColdStart;
}

/** Starts the product several times into an empty folder, each time twice, and takes the middle. */
export async function measureColdStart(stateDir: string): Promise<ColdStarts> {
  const rounds: ColdStarts[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureOnce(stateDir));
  return {
    empty: middleOf(rounds.map(({ empty }) => empty)),
    again: middleOf(rounds.map(({ again }) => again)),
  };
}

async function measureOnce(stateDir: string): Promise<ColdStarts> {
  const [ordinary] = SCENARIOS;
  if (!ordinary) throw new Error("there is no scenario");
  mkdirSync(stateDir, { recursive: true });
  const receivers = await startReceivers(ordinary, EVENTS_IN_PLACE + 1);
  try {
    return await startTwice(ordinary, stateDir, receivers);
  } finally {
    await receivers.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function startTwice(scenario: Scenario, stateDir: string, receivers: Receivers): Promise<ColdStarts> {
  const adminKey = randomBytes(32).toString("hex");
  const sourceSecret = randomBytes(32).toString("base64");
  const make = createEventMaker(scenario, sourceSecret);
  const settings = { HOOKLANE_STATE: stateDir, ADMIN_KEY: adminKey, ALLOW_PRIVATE_ENDPOINTS: "true" };
  const sendOne = async (started: Started, sourceId: string, number: number): Promise<ColdStart> => {
    const sender = createSender(`${started.origin}/ingest/${sourceId}`, CONNECTIONS);
    try {
      return await firstEvent(started, { number, send: () => sender.send(make(number)), receivers });
    } finally {
      sender.close();
    }
  };

  const first = await npmStart(settings);
  const options = { scenario, endpoints: receivers.urls, sourceSecret, stateDir, logLevel: "info" as const };
  const { sourceId } = await setUp(hooklaneApi(first.origin, adminKey), options);
  const empty = await sendOne(first, sourceId, 0);
  const sender = createSender(`${first.origin}/ingest/${sourceId}`, CONNECTIONS);
  const arrivals = { kind: "closed", connections: CONNECTIONS } as const;
  await runLoad(
    { firstNumber: 1, events: EVENTS_IN_PLACE - 1, arrivals },
    { make, send: sender.send, now: nowMs },
  );
  await whenArrived(receivers, EVENTS_IN_PLACE);
  sender.close();
  await first.stop();

  const second = await npmStart(settings);
  const again = await sendOne(second, sourceId, EVENTS_IN_PLACE);
  await second.stop();
  return { empty, again };
}

interface FirstEvent {
  number: number;
  send: () => ReturnType<Send>;
  receivers: Receivers;
}

async function firstEvent(
  { beganAt, healthyMs }: Started,
  { number, send, receivers }: FirstEvent,
): Promise<ColdStart> {
  const answer = await send();
  const acknowledgedMs = nowMs() - beganAt;
  if (answer.outcome !== "acknowledged") throw new Error(`the first event was ${answer.outcome}`);
  await whenArrived(receivers, number + 1);
  return { healthyMs, acknowledgedMs, arrivedMs: (receivers.board.firstAt[number] ?? NaN) - beganAt };
}

async function whenArrived({ board }: Receivers, events: number): Promise<void> {
  const haveAll = await waitUntil(() => readTallies(board).delivered >= events, ARRIVAL_DEADLINE_MS);
  if (!haveAll) throw new Error(`${readTallies(board).delivered} of ${events} events arrived`);
}

function middleOf(starts: readonly ColdStart[]): ColdStart {
  const of = (name: keyof ColdStart) => median(starts.map((start) => start[name]));
  return { healthyMs: of("healthyMs"), acknowledgedMs: of("acknowledgedMs"), arrivedMs: of("arrivedMs") };
}
