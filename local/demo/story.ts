import type { Api } from "../../test/support/api.ts";
import { arrivalsAt, lanesAt } from "./arrivals.ts";
import { awaitDeliveries } from "./await-deliveries.ts";
import { checkAll, showChecks } from "./check.ts";
import { expectedDeliveries } from "./expected.ts";
import { duration, good, heading } from "./paint.ts";
import { play, type Sent } from "./play.ts";
import { provoke } from "./provoke.ts";
import { readRecord } from "./read-record.ts";
import { showLanes } from "./show-lanes.ts";
import { showProvoked } from "./show-provoked.ts";
import { showStage } from "./show-stage.ts";
import type { Stage } from "./stage.ts";

/** Plays the whole demo on a stage that is set. @returns whether every claim holds */
export async function tellStory(api: Api, stage: Stage, say: (text: string) => void): Promise<boolean> {
  say(showStage());
  const sent = await play(stage);
  say(showSent(sent));
  const expected = expectedDeliveries(sent, stage);
  await awaitDeliveries(stage, expected.length);
  const provoked = await provoke(stage, sent);
  const record = await readRecord(api, { events: sent.length, deliveries: expected.length });
  const arrivals = arrivalsAt(stage);
  const lanes = lanesAt(stage);
  say(showLanes(lanes, sent, record));
  say(showProvoked(provoked));
  const checks = checkAll({ sent, expected, arrivals, lanes, provoked, record });
  say(showChecks(checks));
  return checks.every(({ objections }) => objections.length === 0);
}

function showSent(sent: readonly Sent[]): string {
  const slowest = duration(Math.max(...sent.map(({ answeredInMs }) => answeredInMs)));
  const streams = new Set(sent.map(({ event }) => event.stream)).size;
  const line = `${sent.length} events of ${streams} streams, all answered 202, the slowest after ${slowest}`;
  return `${heading("The provider speaks", "all streams at once, each in its own order")}\n    ${good("✓")} ${line}`;
}
