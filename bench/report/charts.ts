import type { RunResult } from "../results.schema.ts";
import { fanOutChart } from "./fan-out-chart.ts";
import { latencyChart } from "./latency-chart.ts";
import { sharesChart } from "./shares-chart.ts";

const DRAWN = {
  shares: sharesChart,
  "fan-out": fanOutChart,
  latency: latencyChart,
} as const satisfies Record<string, (runs: readonly RunResult[]) => string>;

/** The file in bench/charts, without its ending. */
export type ChartName = keyof typeof DRAWN;

/** Every chart as an SVG text. The same results give the same text. */
export function drawCharts(runs: readonly RunResult[]): { name: string; svg: string }[] {
  const onDisk = runs.filter(({ state, system }) => state === "disk" && system !== "control");
  return Object.entries(DRAWN).map(([name, draw]) => ({ name, svg: draw(onDisk) }));
}
