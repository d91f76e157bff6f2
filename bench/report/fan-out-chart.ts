import type { RunResult } from "../results.schema.ts";
import { CHART_WIDTH, dot, line, path, svg, text } from "./svg.ts";

const SCENARIOS = ["deliver", "fan-out-3", "fan-out-10", "fan-out-50"];
const SYSTEMS = ["floor", "hooklane"] as const;
const TOP = 44;
const BOTTOM = 224;
const LEFT = 44;
const RIGHT = 24;

/** Deliveries per second over the number of subscriptions, product and floor. */
export function fanOutChart(runs: readonly RunResult[]): string {
  const shown = runs.filter(({ scenario }) => SCENARIOS.includes(scenario));
  const most = ceiling(Math.max(1, ...shown.map(({ deliveriesPerSecond }) => deliveriesPerSecond)));
  const columns = [...new Set(shown.map(({ fanOut }) => fanOut))].toSorted((a, b) => a - b);
  const widest = Math.max(2, ...columns);
  const toX = (fanOut: number) => LEFT + (Math.log(fanOut) / Math.log(widest)) * (CHART_WIDTH - LEFT - RIGHT);
  const toY = (rate: number) => BOTTOM - (rate / most) * (BOTTOM - TOP);
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
    line({ x: LEFT, y: toY(most * part) }, { x: CHART_WIDTH, y: toY(most * part) }, "grid"),
    text({ x: LEFT - 6, y: toY(most * part) + 4 }, String(most * part), { look: "quiet", anchor: "end" }),
  ]);
  const lines = SYSTEMS.flatMap((system) => {
    const points = shown
      .filter((run) => run.system === system)
      .map((run) => ({ x: toX(run.fanOut), y: toY(run.deliveriesPerSecond) }));
    return [path(points, system), ...points.map((point) => dot(point, system))];
  });
  return svg("Deliveries per second over subscriptions", BOTTOM + 38, [
    ...SYSTEMS.map((system, index) => text({ x: LEFT + index * 60, y: 32 }, system, { look: system })),
    ...grid,
    ...columns.map((fanOut) =>
      text({ x: toX(fanOut), y: BOTTOM + 16 }, String(fanOut), { look: "quiet", anchor: "middle" }),
    ),
    text({ x: LEFT, y: BOTTOM + 34 }, "subscriptions that match an event", { look: "quiet" }),
    ...lines,
  ]);
}

/** The next of 1, 2, 4, 10, 20, 40 ...: four steps of it are round. */
function ceiling(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 2, 4, 10].find((step) => step * unit >= value) ?? 10);
}
