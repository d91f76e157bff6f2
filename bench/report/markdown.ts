import type { Results, RunResult } from "../results.schema.ts";
import { SCENARIOS } from "../scenarios.ts";
import type { ChartName } from "./charts.ts";
import { costTable, rateTable, toMarkdownTable } from "./table.ts";
import { targetTable } from "./targets.ts";

/** Above it the bench writes, below it people do. */
const MARKER = "<!-- Written by `npm run bench` up to here. What follows is kept by hand. -->";
const KIB = 1024;

/** The new text of RESULTS.md: fresh numbers, the notes of the old text. */
export function toMarkdown(results: Results, old: string): string {
  const notes = old.split(MARKER)[1] ?? "\n\n## Notes and decisions\n";
  return `${numbers(results)}\n${MARKER}${notes}`;
}

function numbers(results: Results): string {
  const { on, machine, logLevel, runs } = results;
  return `# Bench results

\`npm run bench\` on ${on}: the systems in turn, each run in a fresh state folder. Medians over the quiet rounds; in
brackets the lowest and the highest. The load generator and the receivers share the machine with what is measured.
Log level of the product: ${logLevel}. The same numbers for programs: [results.json](results.json).

${machine.map((line) => `- ${line}`).join("\n")}${olderThan(on, runs)}

## Targets

For two cores with the state on disk; shares and ratios are paired within rounds.

${targetTable(runs)}

## How fast

${chart("shares", "Events per second as a share of the floor's, by scenario")}
${chart("fan-out", "Deliveries per second over the number of subscriptions")}
${chart("latency", "Time to the 202 and to the arrival on a schedule")}

${rateTable(runs)}

## What an event costs

Averages per event; CPU and rows until the read model is complete.

${costTable(runs)}

## Measured once

${onceTable(results)}

## What the words mean

${glossary(runs)}

Every run balances its ledger: events sent = acknowledged + refused; acknowledged x subscriptions = delivered +
pending + failed; acknowledged = recorded; no arrival behind a younger event of its lane, no position left out, no
event at another tenant's endpoint. A run that does not is void, and the bench ends with 1.
`;
}

function chart(name: ChartName, about: string): string {
  return `![${about}](charts/${name}.svg)`;
}

function olderThan(on: string, runs: readonly RunResult[]): string {
  const older = [
    ...new Set(runs.filter((run) => run.on !== on).map((run) => `${run.scenario} on ${run.on}`)),
  ];
  return older.length > 0 ? `\n- measured earlier: ${older.join(", ")}` : "";
}

function onceTable({ coldStart, bundleGzipBytes, runs }: Results): string {
  const rows = [["what", "how much"]];
  if (coldStart) {
    const { empty, again, events } = coldStart;
    const stages = ({ healthyMs, acknowledgedMs, arrivedMs }: typeof empty) =>
      [healthyMs, acknowledgedMs, arrivedMs].map((ms) => `${(ms / 1000).toFixed(2)} s`).join(" / ");
    const what = "`npm start` until /healthz / first 202 / first delivery";
    rows.push([`${what}, into an empty folder, setting up through the API included`, stages(empty)]);
    rows.push([`${what}, with ${events} delivered events in place`, stages(again)]);
  }
  for (const { scenario, replayedPerSecond } of runs) {
    if (replayedPerSecond !== null)
      rows.push([`${scenario}: events of the past beside live ones`, `${replayedPerSecond.toFixed(0)}/s`]);
  }
  if (bundleGzipBytes !== null) rows.push(["bundle, gzipped", `${(bundleGzipBytes / KIB).toFixed(1)} KiB`]);
  return toMarkdownTable(rows);
}

function glossary(runs: readonly RunResult[]): string {
  const scenarios = SCENARIOS.flatMap(({ name, about, bodyBytes }) => {
    const run = runs.find(({ scenario, system }) => scenario === name && system === "hooklane");
    return run ? [`- **${name}**: ${about} (${run.events} events of ${bodyBytes} bytes)`] : [];
  });
  return [...scenarios, WORDS].join("\n");
}

const WORDS = `- **floor**: a bare Worker on the same runtime: verifies the same HMAC, makes one insert into one Durable Object in a
  shared commit, makes one POST per subscription and puts every event into D1 in batches. It keeps no order,
  retries nothing, signs nothing, and knows neither tenants nor partitions. A share of 1 would mean that all of this
  costs nothing. Where the job is a retry or a replay there is no floor.
- **control**: the floor once more. Its share tells what chance alone does to a share.
- **state**: on disk an event is durable when its 202 is sent; on tmpfs the same calls cost no disk.
- **quiet rounds**: rounds in which no run saw other processes use a fifth of a core or more. Only they count for
  rates and costs, whatever the rates were; the ledger counts in all.
- **events/s**: accepted and arrived at every endpoint that can be reached, from the first event due to the last arrival.
- **share of the floor**: rate over the floor's, paired within each round. Rates of different minutes do not compare:
  the machine itself drifts. On a schedule the rate is the schedule's own, and the 99th percentiles are compared.
- **202 after, arrived after**: from when the event was due; on a schedule a late start counts as waiting. An arrival
  is the first request of the event that the endpoint answered well.
- **CPU, peak MiB**: the workerd process, and the Node process around it that takes the log lines.
- **rows**: rows written as the databases report them, index rows and alarms included.
- **object requests**: calls and alarms of coordinators. **Worker invocations**: requests to ingest, and Deliverers.
- **duplicates**: arrivals of an event that the endpoint had answered well before; allowed, and counted over all rounds.`;
