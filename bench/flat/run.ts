import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describeMachine } from "../machine.ts";
import { measurePoint, type PointRun } from "./measure-point.ts";
import { type FlatOptions, HELP, readOptions } from "./options.ts";
import type { Point, Series } from "./points.ts";
import { type Prepared, stateOf } from "./prepare.ts";
import { measureReads } from "./reads.ts";
import { type Reads, type SeriesRuns, toMarkdown, toReadsTable, toTable, toWakesTable } from "./report.ts";
import { measureWakes } from "./wakes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FLAT = resolve(import.meta.dirname, "FLAT.md");
const TEMPORARY = resolve(ROOT, ".hooklane", `flat-${process.pid}`);

/** Measures what was asked for, prints it, and writes it down when it was everything. Answers the exit code. */
async function benchFlat(options: FlatOptions): Promise<number> {
  const statesDir = options.statesDir === null ? TEMPORARY : resolve(options.statesDir);
  mkdirSync(statesDir, { recursive: true });
  const machine = describeMachine(ROOT);
  console.log(machine.join("\n"));
  const series: SeriesRuns[] = [];
  for (const each of options.series) {
    console.log(`\n${each.name}: ${each.about}`);
    const measured = await measureSeries(each, options, statesDir);
    console.log(`\n${toTable(measured)}`);
    series.push(measured);
  }
  const runs = series.flatMap(({ points }) => points.flatMap((point) => point.runs));
  if (runs.some(({ verdict }) => verdict.balance === "void")) {
    console.error("\nvoid: not every ledger is exact");
    return 1;
  }
  if (!options.isComplete) return 0;
  const reads = await readBoth(options, statesDir);
  console.log(`\n${toReadsTable(reads)}`);
  const wakes = await wakesOf(options, statesDir);
  console.log(`\n${toWakesTable(wakes)}`);
  const on = new Date().toISOString().slice(0, 10);
  writeFileSync(FLAT, toMarkdown({ series, reads, wakes, machine, options, on }));
  console.log("\nwritten to bench/flat/FLAT.md");
  return 0;
}

async function measureSeries(
  series: Series,
  { rounds, loads }: FlatOptions,
  statesDir: string,
): Promise<SeriesRuns> {
  const states: Prepared[] = [];
  for (const point of series.points) {
    console.log(`  makes ${point.label}`);
    states.push(await stateOf(point, statesDir));
  }
  const runs = new Map<Point, PointRun[]>(series.points.map((point) => [point, []]));
  for (let round = 0; round < rounds; round++) {
    // There and back again: a machine that slowly gets faster or slower favours nobody.
    for (const state of round % 2 === 0 ? states : states.toReversed()) {
      const run = await measurePoint(state, loads);
      runs.get(state.point)?.push(run);
      tell(round, state.point, run);
    }
  }
  return { series, points: [...runs].map(([point, its]) => ({ point, runs: its })) };
}

function tell(round: number, { label }: Point, { closed, open, verdict }: PointRun): void {
  const cpu = [closed, open].map(({ cost }) => (cost.runtimeCpuSecondsPer1000 ?? NaN).toFixed(2));
  const why = verdict.balance === "void" ? `: ${verdict.because.join("; ")}` : "";
  console.log(
    `  ${round + 1} ${label.padEnd(22)} ${cpu.join(" and ")} CPU s  ledger ${verdict.balance}${why}`,
  );
}

async function readBoth(options: FlatOptions, statesDir: string): Promise<Reads> {
  const [first, last] = extremesOf(options, "events");
  const read = async (point: Point) => ({
    label: point.label,
    costs: await measureReads(await stateOf(point, statesDir), options.reads),
  });
  return { small: await read(first), large: await read(last) };
}

async function wakesOf(options: FlatOptions, statesDir: string) {
  const points = [...extremesOf(options, "streams"), extremesOf(options, "open")[1]];
  const states: Prepared[] = [];
  for (const point of points) states.push(await stateOf(point, statesDir));
  return measureWakes(states);
}

function extremesOf({ series }: FlatOptions, name: string): [Point, Point] {
  const points = series.find((each) => each.name === name)?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new Error(`the series ${name} is missing`);
  return [first, last];
}

const asked = readOptions(process.argv.slice(2));
process.on("exit", () => rmSync(TEMPORARY, { recursive: true, force: true }));
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
    process.exitCode = await benchFlat(asked.options);
    break;
  default:
    asked satisfies never;
}
