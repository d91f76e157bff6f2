import { quietRounds, shareOfFloor, spreadOf, type Comparison, type Spread } from "./compare.ts";
import { median, type Distribution } from "./distribution.ts";
import type { Run } from "./measure.ts";
import { SYSTEM_NAMES, type SystemName } from "./system.ts";

const MIB = 1024 ** 2;

const COLUMNS = [
  "scenario",
  "system",
  "quiet rounds",
  "events/s (min..max)",
  "share of the floor",
  "202 after, p50 / p95 / p99 ms",
  "arrived after, p50 / p95 / p99 ms",
  "CPU s per 1,000, workerd + host",
  "peak MiB",
  "rows per event, object + D1",
  "object requests per event",
  "D1 statements per event",
] as const;

/** All comparisons as one Markdown table, aligned so that it reads in a terminal too. */
export function toTable(comparisons: readonly Comparison[]): string {
  const rows = [COLUMNS, ...comparisons.flatMap(rowsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const [head = COLUMNS, ...body] = rows;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join(
    "\n",
  );
}

function rowsOf(comparison: Comparison): string[][] {
  const measured = SYSTEM_NAMES.filter((system) => comparison.rounds.some((round) => round.has(system)));
  return measured.map((system) => rowOf(comparison, system));
}

function rowOf(comparison: Comparison, system: SystemName): string[] {
  const runs = quietRounds(comparison.rounds).flatMap((round) => round.get(system) ?? []);
  return [
    comparison.scenario.name,
    system,
    `${runs.length} of ${comparison.rounds.length}`,
    runs.length > 0 ? spreadCell(spreadOf(runs.map((run) => run.deliveredPerSecond)), 0) : "-",
    shareCell(comparison, system),
    quantiles(runs.map((run) => run.acknowledgedAfterMs)),
    quantiles(runs.map((run) => run.arrivedAfterMs)),
    `${middle(runs, (run) => run.cost.runtimeCpuSecondsPer1000, 2)} + ${middle(runs, (run) => run.cost.hostCpuSecondsPer1000, 2)}`,
    middle(runs, (run) => bytesToMib(run.cost.runtimePeakBytes), 0),
    `${middle(runs, (run) => run.cost.objectRowsWritten, 2)} + ${middle(runs, (run) => run.cost.recordRowsWritten, 2)}`,
    middle(runs, (run) => run.cost.objectRequests, 2),
    middle(runs, (run) => run.cost.recordStatements, 3),
  ];
}

function spreadCell({ median: middleValue, min, max }: Spread, digits: number): string {
  return `${middleValue.toFixed(digits)} (${min.toFixed(digits)}..${max.toFixed(digits)})`;
}

function shareCell(comparison: Comparison, system: SystemName): string {
  const share = shareOfFloor(comparison, system);
  if (!share) return "-";
  const { target } = comparison.scenario;
  const cell = spreadCell(share, 2);
  return target === undefined || system === "control" ? cell : `${cell}, target ${target}`;
}

function quantiles(distributions: readonly Distribution[]): string {
  const names = ["p50", "p95", "p99"] as const;
  const middles = names.map((name) => median(distributions.map((distribution) => distribution[name])));
  return middles.some(Number.isNaN) ? "-" : middles.map((value) => value.toFixed(1)).join(" / ");
}

function middle(runs: readonly Run[], pick: (run: Run) => number | undefined, digits: number): string {
  const values = runs.map(pick).filter((value) => value !== undefined);
  return values.length > 0 ? median(values).toFixed(digits) : "-";
}

function bytesToMib(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / MIB;
}
