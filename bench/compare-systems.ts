import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import type { Comparison } from "./compare.ts";
import { startFloor } from "./floor-system.ts";
import { startHooklane } from "./hooklane-system.ts";
import { measure, type Run } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import type { Scenario } from "./scenarios.ts";
import type { System, SystemName, SystemOptions } from "./system.ts";

const STARTS = {
  floor: startFloor,
  hooklane: startHooklane,
} as const satisfies Record<SystemName, (options: SystemOptions) => Promise<System>>;

/** Told after each run, for the terminal. */
export type Progress = (system: SystemName, round: number, run: Run) => void;

/** Runs one scenario on each system in turn, round after round, each time into an empty state folder. */
export async function compareSystems(
  scenario: Scenario,
  { systems, rounds, logLevel }: BenchOptions,
  { stateDir, progress }: { stateDir: string; progress: Progress },
): Promise<Comparison> {
  const runs: Record<SystemName, Run[]> = { floor: [], hooklane: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const system of systems) {
      mkdirSync(stateDir, { recursive: true });
      const sourceSecret = randomBytes(32).toString("base64");
      const run = await measure(scenario, STARTS[system], { stateDir, sourceSecret, logLevel });
      rmSync(stateDir, { recursive: true, force: true });
      runs[system].push(run);
      progress(system, round, run);
    }
  }
  return { scenario, runs };
}
