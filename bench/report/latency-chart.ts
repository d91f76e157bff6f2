import type { RunResult } from "../results.schema.ts";
import { CHART_WIDTH, dot, line, path, svg, text } from "./svg.ts";

const SYSTEMS = ["floor", "hooklane"] as const;
const MEASURES = [
  { name: "202", of: (run: RunResult) => run.ack },
  { name: "arrival", of: (run: RunResult) => run.arrival },
] as const;
const TOP = 60;
const ROW = 30;
const LEFT = 136; // room for a scenario's name and what is measured
const RIGHT = 16;

/** p50, p95 and p99 of what ran on a schedule: a row per scenario and measure, the floor above the product. */
export function latencyChart(runs: readonly RunResult[]): string {
  const shown = runs.filter(
    ({ offeredPerSecond, scenario }) => offeredPerSecond !== null && hasBoth(scenario, runs),
  );
  const names = [...new Set(shown.map(({ scenario }) => scenario))];
  const rows = names.flatMap((scenario) => MEASURES.map((measure) => ({ scenario, measure })));
  const all = shown.flatMap((run) => MEASURES.flatMap(({ of }) => of(run) ?? []));
  const decades = decadesOf(all.flatMap(({ p50, p99 }) => [p50, p99]));
  const [first = 1] = decades;
  const span = Math.max(1, decades.length - 1);
  const toX = (ms: number) => LEFT + (Math.log10(ms / first) / span) * (CHART_WIDTH - LEFT - RIGHT);
  const bottom = TOP + rows.length * ROW;
  const grid = decades.flatMap((ms) => [
    text({ x: toX(ms), y: TOP - 10 }, String(ms), { look: "quiet", anchor: "middle" }),
    line({ x: toX(ms), y: TOP - 4 }, { x: toX(ms), y: bottom }, "grid"),
  ]);
  const drawn = rows.flatMap(({ scenario, measure }, index) => {
    const y = TOP + index * ROW + ROW / 2;
    const lines = SYSTEMS.flatMap((system, below) => {
      const run = shown.find((one) => one.scenario === scenario && one.system === system);
      const quantiles = run && measure.of(run);
      if (!quantiles) return [];
      const points = [quantiles.p50, quantiles.p95, quantiles.p99].map((ms) => ({
        x: toX(ms),
        y: y - 4 + below * 9,
      }));
      return [path(points, system), ...points.map((point) => dot(point, system))];
    });
    return [text({ x: 0, y: y + 4 }, `${scenario}, ${measure.name}`), ...lines];
  });
  return svg("p50, p95 and p99 on a schedule, milliseconds", bottom + 4, [
    ...SYSTEMS.map((system, index) => text({ x: LEFT + index * 60, y: 32 }, system, { look: system })),
    ...grid,
    ...drawn,
  ]);
}

function hasBoth(scenario: string, runs: readonly RunResult[]): boolean {
  return SYSTEMS.every((system) => runs.some((run) => run.scenario === scenario && run.system === system));
}

/** The powers of ten around some values. */
function decadesOf(values: readonly number[]): number[] {
  if (values.length === 0) return [1, 10];
  const lowest = Math.floor(Math.log10(Math.min(...values)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
}
