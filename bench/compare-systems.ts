import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { quietRounds, type Comparison, type Round } from "./compare.ts";
import { startFloor } from "./floor-system.ts";
import { startHooklane } from "./hooklane-system.ts";
import { measure, type Run } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { whenMachineIsQuiet } from "./quiet-machine.ts";
import type { Scenario } from "./scenarios.ts";
import type { System, SystemName, SystemOptions } from "./system.ts";

const STARTS = {
  floor: startFloor,
  hooklane: startHooklane,
  control: startFloor,
} as const satisfies Record<SystemName, (options: SystemOptions) => Promise<System>>;

/** Told after each run, for the terminal. */
export type Progress = (system: SystemName, round: number, run: Run) => void;

/** What a comparison works with. */
export interface CompareDeps {
  stateDir: string;
  progress: Progress;
}

/** Runs one scenario on each system in turn until enough rounds were quiet, each run in an empty state folder. */
export async function compareSystems(
  scenario: Scenario,
  options: BenchOptions,
  deps: CompareDeps,
): Promise<Comparison> {
  const { rounds: wanted, mostRounds } = options;
  const rounds: Round[] = [];
  while (quietRounds(rounds).length < wanted && rounds.length < mostRounds) {
    if (options.waitsForQuiet) await whenMachineIsQuiet();
    const round = new Map<SystemName, Run>();
    // There and back again: a machine that slowly gets faster or slower favours nobody.
    const systems = rounds.length % 2 === 0 ? options.systems : options.systems.toReversed();
    for (const system of systems) {
      const run = await runOnce(system, scenario, { ...deps, logLevel: options.logLevel });
      round.set(system, run);
      deps.progress(system, rounds.length + 1, run);
    }
    rounds.push(round);
  }
  return { scenario, rounds };
}

async function runOnce(
  system: SystemName,
  scenario: Scenario,
  { stateDir, logLevel }: Pick<SystemOptions, "stateDir" | "logLevel">,
): Promise<Run> {
  mkdirSync(stateDir, { recursive: true });
  const sourceSecret = randomBytes(32).toString("base64");
  try {
    return await measure(scenario, STARTS[system], { stateDir, sourceSecret, logLevel });
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}
