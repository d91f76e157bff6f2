import { type BenchResults, Measured, type MeasuredRun } from "./measured.schema.ts";
import own from "./measured.json" with { type: "json" };

/** How events come. */
export const SHAPES = ["lone", "steady-1", "steady-10", "steady-100", "bursts", "full"] as const;

export type Shape = (typeof SHAPES)[number];

export const FAN_OUTS = [1, 3, 10] as const;

export type FanOut = (typeof FAN_OUTS)[number];

/** Which scenario of the bench is `full` at a fan-out. */
const FULL_SCENARIOS: Readonly<Record<FanOut, string>> = { 1: "deliver", 3: "fan-out-3", 10: "fan-out-10" };

/** What was measured for the bill alone. */
export function ownMeasured(): Measured {
  return Measured.parse(own);
}

/** The same, with the bench's newer numbers of a partition that does what it can. */
export function withBench(measured: Measured, { runs }: BenchResults): Measured {
  const full = FAN_OUTS.flatMap((fanOut) => {
    const run = runs.find(
      ({ scenario, system, state }) =>
        scenario === FULL_SCENARIOS[fanOut] && system === "hooklane" && state === "disk",
    );
    return run ? [{ ...run, fanOut, scenario: "full" }] : [];
  });
  const kept = measured.runs.filter(
    ({ scenario, fanOut }) => scenario !== "full" || full.every((run) => run.fanOut !== fanOut),
  );
  return { ...measured, runs: [...kept, ...full] };
}

/** A run, or undefined where nobody has measured it undisturbed. */
export function findRun({ runs }: Measured, shape: Shape, fanOut: FanOut): MeasuredRun | undefined {
  return runs.find((run) => run.scenario === shape && run.fanOut === fanOut);
}

/** @throws Error where it was not measured */
export function runOf(measured: Measured, shape: Shape, fanOut: FanOut): MeasuredRun {
  const run = findRun(measured, shape, fanOut);
  if (!run) throw new Error(`nobody has measured ${shape} at fan-out ${fanOut}`);
  return run;
}
