import { rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { measureBundle } from "./bundle-size.ts";
import { complaintsOf, isDisturbed, quietRounds, type Comparison } from "./compare.ts";
import { compareSystems, type Progress } from "./compare-systems.ts";
import { describeMachine } from "./machine.ts";
import { HELP, readOptions, type BenchOptions } from "./options.ts";
import { writeReport } from "./report.ts";
import { measureStart } from "./start-time.ts";
import { toTable } from "./table.ts";

const ROOT = resolve(import.meta.dirname, "..");
const RESULTS = resolve(import.meta.dirname, "RESULTS.md");
// Beside the product's own state, so that both are on the same disk.
const STATE_DIR = resolve(ROOT, ".hooklane", `bench-${process.pid}`);

/** Measures what was asked for, prints it, and writes it down when it was everything. Answers the exit code. */
async function bench(options: BenchOptions): Promise<number> {
  const machine = describeMachine(ROOT);
  console.log(machine.join("\n"));
  const comparisons: Comparison[] = [];
  for (const scenario of options.scenarios) {
    console.log(`\n${scenario.name}: ${scenario.about}`);
    comparisons.push(await compareSystems(scenario, options, { stateDir: STATE_DIR, progress }));
  }
  console.log(`\n${toTable(comparisons)}`);
  const complaints = comparisons.flatMap(complaintsOf);
  if (complaints.length > 0) {
    console.error(`\nvoid:\n${complaints.join("\n")}`);
    return 1;
  }
  console.log("\nall ledgers exact, all lanes in order");
  if (!options.isComplete) return 0;
  if (comparisons.some(({ rounds }) => quietRounds(rounds).length < options.rounds)) {
    console.error("the machine was too busy with other work for the rates to count: nothing written down");
    return 1;
  }
  await writeDown(comparisons, machine, options);
  return 0;
}

async function writeDown(comparisons: Comparison[], machine: string[], options: BenchOptions): Promise<void> {
  const start = await measureStart(STATE_DIR, options.rounds);
  const bundleGzipBytes = measureBundle();
  const on = new Date().toISOString().slice(0, 10);
  writeFileSync(RESULTS, writeReport({ comparisons, machine, start, bundleGzipBytes, options, on }, RESULTS));
  console.log("written to bench/RESULTS.md");
}

const progress: Progress = (system, round, run) => {
  const { deliveredPerSecond, acknowledgedAfterMs, verdict } = run;
  const rate = `${deliveredPerSecond.toFixed(0)} events/s`.padStart(14);
  const p99 = `202 after ${acknowledgedAfterMs.p50.toFixed(1)} ms, p99 ${acknowledgedAfterMs.p99.toFixed(1)} ms`;
  const disturbed = isDisturbed(run)
    ? `  disturbed: others used ${run.cost.othersCores?.toFixed(1)} cores`
    : "";
  console.log(`  ${round} ${system.padEnd(9)}${rate}  ${p99}  ledger ${verdict.balance}${disturbed}`);
};

const asked = readOptions(process.argv.slice(2));
process.on("exit", () => rmSync(STATE_DIR, { recursive: true, force: true }));
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
