import { mkdirSync, rmSync, writeFileSync, existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { measureBundle } from "./bundle-size.ts";
import { EVENTS_IN_PLACE, measureColdStart, type ColdStarts } from "./cold-start.ts";
import { complaintsOf, isDisturbed, type Comparison } from "./compare.ts";
import { compareSystems, type Progress } from "./compare-systems.ts";
import { describeMachine } from "./machine.ts";
import { HELP, readOptions, type BenchOptions } from "./options.ts";
import { drawCharts } from "./report/charts.ts";
import { toMarkdown } from "./report/markdown.ts";
import { summarise } from "./report/summarise.ts";
import { costTable, rateTable } from "./report/table.ts";
import { targetTable } from "./report/targets.ts";
import { mergeResults, readResults } from "./results-file.ts";
import type { RunResult } from "./results.schema.ts";
import { STATE_KINDS, stateFolder } from "./state-folder.ts";

const ROOT = resolve(import.meta.dirname, "..");
const MARKDOWN = resolve(import.meta.dirname, "RESULTS.md");
const RESULTS = resolve(import.meta.dirname, "results.json");
const CHARTS = resolve(import.meta.dirname, "charts");
const FOLDERS = STATE_KINDS.flatMap((kind) => stateFolder(kind) ?? []);

/** Measures what was asked for, prints it, and writes it down where that was asked. Answers the exit code. */
async function bench(options: BenchOptions): Promise<number> {
  const machine = describeMachine(ROOT);
  console.log(machine.join("\n"));
  const on = new Date().toISOString().slice(0, 10);
  const comparisons = await compareAll(options);
  const runs = comparisons.flatMap((comparison) => summarise(comparison, on));
  printTables(runs);
  const complaints = comparisons.flatMap(complaintsOf);
  if (complaints.length > 0) {
    console.error(`\nvoid:\n${complaints.join("\n")}`);
    return 1;
  }
  if (comparisons.length > 0) console.log("\nall ledgers exact, all lanes in order");
  const coldStarts = options.measuresColdStart ? await measureStarts() : null;
  const counted = runs.filter(({ rounds }) => rounds.quiet > 0);
  if (counted.length < runs.length)
    console.error("where no round was quiet, the machine was busy with other work: those rates do not count");
  if (options.isWritten) writeDown({ on, machine, runs: counted, coldStarts, logLevel: options.logLevel });
  return 0;
}

async function compareAll(options: BenchOptions): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const scenario of options.scenarios) {
    for (const state of scenario.states) {
      const stateDir = stateFolder(state);
      console.log(`\n${scenario.name} on ${state}: ${stateDir ? scenario.about : "there is none here"}`);
      if (stateDir) comparisons.push(await compareSystems(scenario, options, { state, stateDir, progress }));
    }
  }
  return comparisons;
}

function printTables(runs: readonly RunResult[]): void {
  if (runs.length === 0) return;
  for (const table of [rateTable(runs), costTable(runs), targetTable(runs)]) console.log(`\n${table}`);
}

async function measureStarts(): Promise<ColdStarts> {
  const stateDir = stateFolder("disk") ?? "";
  const starts = await measureColdStart(stateDir);
  for (const folder of ["empty", "again"] as const) {
    const { healthyMs, acknowledgedMs, arrivedMs } = starts[folder];
    const stages = [healthyMs, acknowledgedMs, arrivedMs].map((ms) => `${ms.toFixed(0)} ms`).join(", ");
    console.log(`\ncold start, ${folder}: /healthz, first 202, first delivery after ${stages}`);
  }
  return starts;
}

interface Found {
  on: string;
  machine: string[];
  runs: RunResult[];
  coldStarts: ColdStarts | null;
  logLevel: string;
}

function writeDown({ coldStarts, ...found }: Found): void {
  const results = mergeResults(readResults(RESULTS), {
    ...found,
    coldStart: coldStarts && { ...coldStarts, events: EVENTS_IN_PLACE },
    bundleGzipBytes: measureBundle(),
  });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(MARKDOWN, toMarkdown(results, existsSync(MARKDOWN) ? readFileSync(MARKDOWN, "utf8") : ""));
  mkdirSync(CHARTS, { recursive: true });
  for (const { name, svg } of drawCharts(results.runs)) writeFileSync(resolve(CHARTS, `${name}.svg`), svg);
  console.log("written to bench/RESULTS.md, bench/results.json and bench/charts");
}

const progress: Progress = (system, round, run) => {
  const { deliveredPerSecond, acknowledgedAfterMs, arrivedAfterMs, verdict } = run;
  const rate = `${deliveredPerSecond.toFixed(0)} events/s`.padStart(14);
  const p99s = `p99 202 ${acknowledgedAfterMs.p99.toFixed(1)} ms, arrival ${arrivedAfterMs.p99.toFixed(1)} ms`;
  const disturbed = isDisturbed(run)
    ? `  disturbed: others used ${run.cost.othersCores?.toFixed(1)} cores`
    : "";
  console.log(
    `  ${round.padStart(3)} ${system.padEnd(9)}${rate}  ${p99s}  ledger ${verdict.balance}${disturbed}`,
  );
};

const asked = readOptions(process.argv.slice(2));
process.on("exit", () => {
  for (const folder of FOLDERS) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

switch (asked.ask) {
  case "help":
    console.log(HELP);
    break;
  case "unclear":
    console.error(`${asked.why}\n${HELP}`);
    process.exitCode = 2;
    break;
  case "run":
    process.exitCode = await bench(asked.options);
    break;
  default:
    asked satisfies never;
}
