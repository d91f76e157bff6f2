import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { quietRounds, type Comparison, type Round } from "./compare.ts";
import { median } from "./distribution.ts";
import { startFloor } from "./floor-system.ts";
import { startHooklane } from "./hooklane-system.ts";
import { measure, type Run } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { whenMachineIsQuiet } from "./quiet-machine.ts";
import type { Scenario } from "./scenario.ts";
import type { StateKind } from "./state-folder.ts";
import type { System, SystemName, SystemOptions } from "./system.ts";

const ROUNDS_LIMIT = 2; // so many times the wanted rounds, then the machine is too busy
const MAXIMUM_RUNS = 3; // of which the middle counts

const STARTS = {
  floor: startFloor,
  hooklane: startHooklane,
  control: startFloor,
} as const satisfies Record<SystemName, (options: SystemOptions) => Promise<System>>;

/** Told after each run, for the terminal. */
export type Progress = (system: SystemName, round: string, run: Run) => void;

/** What a comparison works with. */
export interface CompareDeps {
  state: StateKind;
  stateDir: string;
  progress: Progress;
}

/** Runs one scenario on each system in turn until enough rounds were quiet, each run in an empty state folder. */
export async function compareSystems(
  asked: Scenario,
  options: BenchOptions,
  deps: CompareDeps,
): Promise<Comparison> {
  const scenario = asked.isAtHalf ? await atHalf(asked, options, deps) : asked;
  const mostRounds = options.waitsForQuiet ? scenario.rounds * ROUNDS_LIMIT : scenario.rounds;
  const rounds: Round[] = [];
  while (quietRounds(rounds).length < scenario.rounds && rounds.length < mostRounds) {
    if (options.waitsForQuiet) await whenMachineIsQuiet();
    const round = new Map<SystemName, Run>();
    // There and back again: a machine that slowly gets faster or slower favours nobody.
    const systems = rounds.length % 2 === 0 ? scenario.systems : scenario.systems.toReversed();
    for (const system of systems) {
      const run = await runOnce(system, scenario, { ...deps, logLevel: options.logLevel });
      round.set(system, run);
      deps.progress(system, String(rounds.length + 1), run);
    }
    rounds.push(round);
  }
  return { scenario, state: deps.state, rounds };
}

/** The scenario on a schedule of half of what the product reaches in its closed loop. */
async function atHalf(scenario: Scenario, options: BenchOptions, deps: CompareDeps): Promise<Scenario> {
  const maxima: number[] = [];
  while (maxima.length < Math.min(MAXIMUM_RUNS, scenario.rounds)) {
    if (options.waitsForQuiet) await whenMachineIsQuiet();
    const run = await runOnce("hooklane", scenario, { ...deps, logLevel: options.logLevel });
    deps.progress("hooklane", "max", run);
    maxima.push(run.deliveredPerSecond);
  }
  const perSecond = Math.max(1, Math.round(median(maxima) / 2));
  return { ...scenario, arrivals: { kind: "open", perSecond } };
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
