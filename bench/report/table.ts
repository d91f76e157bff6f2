import type { RunResult } from "../results.schema.ts";

const MIB = 1024 ** 2;

/** A heading and the cell below it. */
type Column = readonly [heading: string, cell: (run: RunResult) => string];

const NAMES: readonly Column[] = [
  ["scenario", (run) => run.scenario],
  ["state", (run) => run.state],
  ["system", (run) => run.system],
];

const RATE_COLUMNS: readonly Column[] = [
  ...NAMES,
  ["quiet rounds", ({ rounds }) => `${rounds.quiet} of ${rounds.all}`],
  ["events/s (min..max)", rateCell],
  ["deliveries/s", (run) => (run.fanOut === 0 ? "-" : run.deliveriesPerSecond.toFixed(0))],
  ["share of the floor", shareCell],
  ["p99 over the floor's, 202 / arrival", ratioCell],
  ["202 after, p50 / p95 / p99 ms", ({ ack }) => quantiles(ack)],
  ["arrived after, p50 / p95 / p99 ms", ({ arrival }) => quantiles(arrival)],
];

const COST_COLUMNS: readonly Column[] = [
  ...NAMES,
  [
    "CPU s per 1,000, workerd + host",
    (run) => sum(run.cpuSecondsPer1000.runtime, run.cpuSecondsPer1000.host),
  ],
  ["peak MiB", ({ peakBytes }) => number(peakBytes === null ? null : peakBytes / MIB, 0)],
  ["rows, object + D1", ({ perEvent }) => sum(perEvent.objectRowsWritten, perEvent.recordRowsWritten)],
  ["object requests", ({ perEvent }) => number(perEvent.objectRequests, 2)],
  ["of them alarms", ({ perEvent }) => number(perEvent.alarms, 3)],
  ["Worker invocations", ({ perEvent }) => number(perEvent.workerInvocations, 2)],
  ["D1 statements", ({ perEvent }) => number(perEvent.recordStatements, 3)],
  ["duplicates", ({ ledger }) => String(ledger.duplicates)],
];

/** How fast each scenario went. */
export function rateTable(runs: readonly RunResult[]): string {
  return table(RATE_COLUMNS, runs);
}

/** What an event of each scenario costs. */
export function costTable(runs: readonly RunResult[]): string {
  return table(COST_COLUMNS, runs);
}

function table(columns: readonly Column[], runs: readonly RunResult[]): string {
  return toMarkdownTable([
    columns.map(([heading]) => heading),
    ...runs.map((run) => columns.map(([, cell]) => cell(run))),
  ]);
}

/** Rows of cells, the heading first, aligned so that it reads in a terminal too. */
export function toMarkdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

function rateCell({ eventsPerSecond, eventsPerSecondRange, offeredPerSecond }: RunResult): string {
  const reached = `${eventsPerSecond.toFixed(0)} (${range(eventsPerSecondRange, 0)})`;
  return offeredPerSecond === null ? reached : `${reached} of ${offeredPerSecond} offered`;
}

function ratioCell({ p99OverFloor: { ack, arrival } }: RunResult): string {
  return ack === null ? "-" : `${number(ack, 2)} / ${number(arrival, 2)}`;
}

function shareCell({ shareOfFloor, shareOfFloorRange }: RunResult): string {
  if (shareOfFloor === null || shareOfFloorRange === null) return "-";
  return `${shareOfFloor.toFixed(2)} (${range(shareOfFloorRange, 2)})`;
}

function range({ min, max }: { min: number; max: number }, digits: number): string {
  return `${min.toFixed(digits)}..${max.toFixed(digits)}`;
}

function quantiles(of: RunResult["ack"]): string {
  return of === null ? "-" : [of.p50, of.p95, of.p99].map((value) => value.toFixed(1)).join(" / ");
}

function sum(first: number | null, second: number | null): string {
  return `${number(first, 2)} + ${number(second, 2)}`;
}

function number(value: number | null, digits: number): string {
  return value === null ? "-" : value.toFixed(digits);
}
