import { median } from "../distribution.ts";
import type { Measured, PointRun } from "./measure-point.ts";
import type { FlatOptions } from "./options.ts";
import type { Point, Series } from "./points.ts";
import type { ReadCost } from "./reads.ts";
import type { WakeTime } from "./wakes.ts";

/** A point with its runs, one for each round. */
export interface PointRuns {
  point: Point;
  runs: readonly PointRun[];
}

export interface SeriesRuns {
  series: Series;
  points: readonly PointRuns[];
}

/** The reads on the smallest and on the largest record. */
export interface Reads {
  small: { label: string; costs: readonly ReadCost[] };
  large: { label: string; costs: readonly ReadCost[] };
}

export interface Findings {
  series: readonly SeriesRuns[];
  reads: Reads;
  wakes: readonly WakeTime[];
  machine: readonly string[];
  options: FlatOptions;
  /** ISO date. */
  on: string;
}

const LOADS = ["closed", "open"] as const;

/** One series as a Markdown table; ratios are to its first point, paired within each round. */
export function toTable({ points }: SeriesRuns): string {
  const head = [
    "point",
    "load",
    "CPU s per 1,000",
    "ratio (least..most)",
    "202 after, p50 / p99 ms",
    "arrived after, p50 / p99 ms",
    "rows, object + D1",
    "D1 statements",
    "object requests",
    "ledger",
  ];
  const rows = points.flatMap((point) => LOADS.map((load) => rowOf(point, points[0], load)));
  return tableOf(head, rows);
}

function rowOf({ point, runs }: PointRuns, first: PointRuns | undefined, load: "closed" | "open"): string[] {
  const measured = runs.map((run) => run[load]);
  const exact = runs.filter(({ verdict }) => verdict.balance === "exact").length;
  const middle = (pick: (run: Measured) => number | undefined, digits: number) =>
    median(measured.map((run) => pick(run) ?? NaN)).toFixed(digits);
  const ms = (of: "acknowledgedAfterMs" | "arrivedAfterMs") =>
    `${middle(({ rates }) => rates[of].p50, 1)} / ${middle(({ rates }) => rates[of].p99, 1)}`;
  return [
    point.label,
    load,
    middle(({ cost }) => cost.runtimeCpuSecondsPer1000, 2),
    ratioOf(measured, first?.runs.map((run) => run[load]) ?? []),
    ms("acknowledgedAfterMs"),
    ms("arrivedAfterMs"),
    `${middle(({ cost }) => cost.objectRowsWritten, 2)} + ${middle(({ cost }) => cost.recordRowsWritten, 2)}`,
    middle(({ cost }) => cost.recordStatements, 3),
    middle(({ cost }) => cost.objectRequests, 2),
    exact === runs.length ? "exact" : `exact in ${exact} of ${runs.length}`,
  ];
}

function ratioOf(measured: readonly Measured[], first: readonly Measured[]): string {
  const ratios = measured.map((run, round) => cpuOf(run) / cpuOf(first[round]));
  if (ratios.every((ratio) => ratio === 1)) return "1";
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)})`;
}

function cpuOf(run: Measured | undefined): number {
  return run?.cost.runtimeCpuSecondsPer1000 ?? NaN;
}

/** The reads side by side. */
export function toReadsTable({ small, large }: Reads): string {
  const head = [
    "read",
    `rows read, ${small.label}`,
    large.label,
    `CPU ms, ${small.label}`,
    large.label,
    `p50 ms, ${small.label}`,
    large.label,
  ];
  const rows = small.costs.map((cost, at) => {
    const other = large.costs[at];
    const pair = (pick: (cost: ReadCost) => number, digits: number) => [
      pick(cost).toFixed(digits),
      other ? pick(other).toFixed(digits) : "-",
    ];
    return [
      cost.name,
      ...pair(({ rowsRead }) => rowsRead, 0),
      ...pair(({ cpuMs }) => cpuMs, 1),
      ...pair(({ p50Ms }) => p50Ms, 0),
    ];
  });
  return tableOf(head, rows);
}

export function toWakesTable(wakes: readonly WakeTime[]): string {
  return tableOf(
    ["state", "ms"],
    wakes.map(({ label, rebuildMs }) => [label, Math.max(0, rebuildMs).toFixed(1)]),
  );
}

/** The text of FLAT.md. */
export function toMarkdown({ series, reads, wakes, machine, options, on }: Findings): string {
  const { rounds, loads } = options;
  return `# What an event costs a tenant that has much

\`npm run bench:flat\` on ${on}, ${rounds} rounds. Each point is a state folder of its own on disk; in every round each
point is started, warmed up with ${loads.warmUp} events and loaded twice: closed, ${loads.closed.connections} connections and ${loads.closed.events} events;
open, ${loads.open.perSecond} events/s on schedule and ${loads.open.events} events. Medians over the rounds. A ratio is CPU over that of the first
point of the series in the same round: the machine drifts, and was shared with other work. A past is written by the
product's own statements; provider ids and streams come in no order. Streams of a state of more than 10,000 events go
on from round to round. CPU is that of workerd alone, until the record is complete. Written by the bench; nothing
here is kept by hand.

${machine.map((line) => `- ${line}`).join("\n")}

${series.map((each) => `## ${each.series.name}: ${each.series.about}\n\n${toTable(each)}`).join("\n\n")}

## Reads of the API

What the pages of the portal ask for, ${options.reads} times each, one after the other. Rows as D1 reports them.

${toReadsTable(reads)}

## A coordinator wakes

Building the memory from the tables, before anybody is answered.

${toWakesTable(wakes)}
`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
