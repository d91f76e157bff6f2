import { median } from "./distribution.ts";
import type { Run } from "./measure.ts";
import type { Scenario } from "./scenario.ts";
import type { StateKind } from "./state-folder.ts";
import type { SystemName } from "./system.ts";

// Runs with nothing else on the machine read -0.04 to 0.07 cores, one busy process beside them 0.9, and that
// one costs a fifth of the rate (measured, see bench/RESULTS.md).
export const DISTURBED_FROM_CORES = 0.2;

/** One run of each system, one right after the other. */
export type Round = ReadonlyMap<SystemName, Run>;

/** One scenario on the systems, round after round. */
export interface Comparison {
  /** As it was run: with the rate that half of the maximum came to. */
  scenario: Scenario;
  state: StateKind;
  rounds: readonly Round[];
}

/** The middle of several values and how far they spread. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The rounds whose rates count: nothing else kept the machine busy. Judged without a look at the rates. */
export function quietRounds(rounds: readonly Round[]): readonly Round[] {
  return rounds.filter((round) => [...round.values()].every((run) => !isDisturbed(run)));
}

/** Where the system does not tell what others used, a run counts as undisturbed. */
export function isDisturbed({ cost }: Pick<Run, "cost">): boolean {
  return (cost.othersCores ?? 0) >= DISTURBED_FROM_CORES;
}

/**
 * A system's rate as a share of the floor's. Undefined where a rate says nothing or nothing can be paired.
 */
export function shareOfFloor(comparison: Comparison, system: SystemName): Spread | undefined {
  // On a schedule the rate is the schedule's own.
  if (comparison.scenario.arrivals.kind === "open") return undefined;
  return overFloor(comparison, system, (run) => run.deliveredPerSecond);
}

/**
 * What a system shows over what the floor shows, paired within each quiet round, because the machine's own speed
 * drifts from minute to minute. Undefined where nothing can be paired.
 */
export function overFloor(
  { rounds }: Pick<Comparison, "rounds">,
  system: SystemName,
  pick: (run: Run) => number,
): Spread | undefined {
  if (system === "floor") return undefined;
  const shares = quietRounds(rounds).flatMap((round) => {
    const floor = round.get("floor");
    const own = round.get(system);
    return floor && own ? [pick(own) / pick(floor)] : [];
  });
  return shares.length > 0 && shares.every(Number.isFinite) ? spreadOf(shares) : undefined;
}

/** Why runs of this comparison are void, disturbed or not; empty where all ledgers are exact. */
export function complaintsOf({ scenario, state, rounds }: Comparison): string[] {
  return rounds.flatMap((round, index) =>
    [...round].flatMap(([system, { verdict }]) =>
      verdict.balance === "void"
        ? verdict.because.map(
            (reason) => `${scenario.name} on ${state}, ${system}, round ${index + 1}: ${reason}`,
          )
        : [],
    ),
  );
}
