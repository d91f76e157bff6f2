import { median } from "./distribution.ts";
import type { Run } from "./measure.ts";
import type { Scenario } from "./scenarios.ts";
import type { SystemName } from "./system.ts";

/** One scenario on the systems, round by round: run n of one system stands beside run n of the other. */
export interface Comparison {
  scenario: Scenario;
  runs: Record<SystemName, Run[]>;
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

/**
 * The product's rate as a share of the floor's, paired within each round: what else the machine was doing
 * at that time hits both. Undefined where a rate says nothing or only one system was measured.
 */
export function shareOfFloor({ scenario, runs }: Comparison): Spread | undefined {
  // On a schedule the rate is the schedule's own.
  if (scenario.arrivals.kind === "open") return undefined;
  const shares = runs.hooklane.flatMap((run, round) => {
    const floor = runs.floor[round];
    return floor ? [run.deliveredPerSecond / floor.deliveredPerSecond] : [];
  });
  return shares.length > 0 ? spreadOf(shares) : undefined;
}

/** Why runs of this comparison are void; empty where all ledgers are exact. */
export function complaintsOf({ scenario, runs }: Comparison): string[] {
  return Object.entries(runs).flatMap(([system, ofSystem]) =>
    ofSystem.flatMap(({ verdict }, round) =>
      verdict.balance === "void"
        ? verdict.because.map((reason) => `${scenario.name}, ${system}, round ${round + 1}: ${reason}`)
        : [],
    ),
  );
}
