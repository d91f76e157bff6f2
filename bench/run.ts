import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { measureBundle } from "./bundle-size.ts";
import { EVENTS_IN_PLACE, measureColdStart } from "./cold-start.ts";
import { complaintsOf, isDisturbed, type Comparison } from "./compare.ts";
import { compareSystems, type Progress } from "./compare-systems.ts";
import { describeMachine } from "./machine.ts";
import { HELP, readOptions, type BenchOptions } from "./options.ts";
import { summarise } from "./report/summarise.ts";
import { costTable, rateTable } from "./report/table.ts";
import { targetTable } from "./report/targets.ts";
import type { Results, RunResult } from "./results.schema.ts";
import { STATE_KINDS, stateFolder } from "./state-folder.ts";
import { writeDown } from "./write-down.ts";

const ROOT = resolve(import.meta.dirname, "..");
const FOLDERS = STATE_KINDS.flatMap((kind) => stateFolder(kind) ?? []);

/** Measures what was asked for, prints it, and writes it down where that was asked. Answers the exit code. */
async function bench(options: BenchOptions): Promise<number> {
  const machine = describeMachine(ROOT);
  console.log(machine.join("\n"));
  const nothing = noFindings(machine, options);
  // One after the other: a run that breaks off after half an hour has lost one scenario.
  const keep = (found: Partial<Results>) => {
    if (options.isWritten) writeDown({ ...nothing, ...found });
  };
  const comparisons: Comparison[] = [];
  for await (const comparison of compareAll(options)) {
    comparisons.push(comparison);
    if (complaintsOf(comparison).length === 0) keep({ runs: countedOf(summarise(comparison, nothing.on)) });
  }
  printTables(comparisons.flatMap((comparison) => summarise(comparison, nothing.on)));
  if (options.measuresColdStart) keep({ coldStart: await measureStarts() });
  keep({ bundleGzipBytes: measureBundle() });
  if (options.isWritten) console.log("\nwritten to bench/RESULTS.md, bench/results.json and bench/charts");
  return conclude(comparisons);
}

function noFindings(machine: string[], { logLevel }: BenchOptions): Results {
  const on = new Date().toISOString().slice(0, 10);
  return { on, machine, logLevel, runs: [], coldStart: null, bundleGzipBytes: null };
}

async function* compareAll(options: BenchOptions): AsyncGenerator<Comparison> {
  for (const scenario of options.scenarios) {
    for (const state of scenario.states) {
      const stateDir = stateFolder(state);
      console.log(`\n${scenario.name} on ${state}: ${stateDir ? scenario.about : "there is none here"}`);
      if (stateDir) yield await compareSystems(scenario, options, { state, stateDir, progress });
    }
  }
}

function countedOf(runs: readonly RunResult[]): RunResult[] {
  return runs.filter(({ rounds }) => rounds.quiet > 0);
}

function printTables(runs: readonly RunResult[]): void {
  if (runs.length === 0) return;
  for (const table of [rateTable(runs), costTable(runs), targetTable(runs)]) console.log(`\n${table}`);
  if (countedOf(runs).length < runs.length)
    console.log("\nwhere no round was quiet, the machine was busy with other work: those rates do not count");
}

async function measureStarts(): Promise<Results["coldStart"]> {
  const starts = await measureColdStart(stateFolder("disk") ?? "");
  for (const folder of ["empty", "again"] as const) {
    const { healthyMs, acknowledgedMs, arrivedMs } = starts[folder];
    const stages = [healthyMs, acknowledgedMs, arrivedMs].map((ms) => `${ms.toFixed(0)} ms`).join(", ");
    console.log(`\ncold start, ${folder}: /healthz, first 202, first delivery after ${stages}`);
  }
  return { ...starts, events: EVENTS_IN_PLACE };
}

/** Says whether everything is accounted for, and answers the exit code: for a ledger, never for a rate. */
function conclude(comparisons: readonly Comparison[]): number {
  const complaints = comparisons.flatMap(complaintsOf);
  if (complaints.length > 0) {
    console.error(`\nvoid:\n${complaints.join("\n")}`);
    return 1;
  }
  if (comparisons.length > 0) console.log("\nall ledgers exact, all lanes in order");
  return 0;
}

const progress: Progress = (system, round, run) => {
  const { deliveredPerSecond, acknowledgedAfterMs, arrivedAfterMs, verdict } = run;
  const rate = `${deliveredPerSecond.toFixed(0)} events/s`.padStart(14);
  const arrival = Number.isNaN(arrivedAfterMs.p99) ? "-" : `${arrivedAfterMs.p99.toFixed(1)} ms`;
  const p99s = `p99 202 ${acknowledgedAfterMs.p99.toFixed(1)} ms, arrival ${arrival}`;
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
