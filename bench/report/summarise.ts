import { overFloor, quietRounds, shareOfFloor, spreadOf, type Comparison, type Spread } from "../compare.ts";
import { median, type Distribution } from "../distribution.ts";
import type { Ledger } from "../ledger.ts";
import type { Run } from "../measure.ts";
import type { RunResult } from "../results.schema.ts";
import { fanOutOf } from "../scenario.ts";
import { SYSTEM_NAMES, type SystemName } from "../system.ts";

/**
 * What a comparison comes to, one result per system: medians over its quiet rounds. Where none was quiet, over all
 * of them, to be looked at and not to be kept.
 */
export function summarise(comparison: Comparison, on: string): RunResult[] {
  const quiet = quietRounds(comparison.rounds);
  const counted = quiet.length > 0 ? quiet : comparison.rounds;
  return SYSTEM_NAMES.flatMap((system) => {
    const runs = counted.flatMap((round) => round.get(system) ?? []);
    const rounds = { quiet: quiet.length, all: comparison.rounds.length };
    return runs.length > 0 ? [{ on, rounds, ...resultOf(comparison, system, runs) }] : [];
  });
}

function resultOf(
  comparison: Comparison,
  system: SystemName,
  runs: readonly Run[],
): Omit<RunResult, "on" | "rounds"> {
  const { scenario, state, rounds } = comparison;
  const { arrivals } = scenario;
  const middle = (pick: (run: Run) => number | undefined) => middleOf(runs.map(pick));
  const rate = spreadOf(runs.map((run) => run.deliveredPerSecond));
  const share = shareOfFloor(comparison, system);
  return {
    scenario: scenario.name,
    about: scenario.about,
    system,
    state,
    fanOut: fanOutOf(scenario),
    events: scenario.events,
    offeredPerSecond: arrivals.kind === "open" ? arrivals.perSecond : null,
    eventsPerSecond: rate.median,
    eventsPerSecondRange: rangeOf(rate),
    deliveriesPerSecond: median(runs.map((run) => run.arrivalsPerSecond)),
    shareOfFloor: share?.median ?? null,
    shareOfFloorRange: share ? rangeOf(share) : null,
    p99OverFloor: {
      ack: overFloor(comparison, system, (run) => run.acknowledgedAfterMs.p99)?.median ?? null,
      arrival: overFloor(comparison, system, (run) => run.arrivedAfterMs.p99)?.median ?? null,
    },
    ack: percentiles(runs.map((run) => run.acknowledgedAfterMs)),
    arrival: percentiles(runs.map((run) => run.arrivedAfterMs)),
    perEvent: {
      objectRowsWritten: middle((run) => run.cost.objectRowsWritten),
      recordRowsWritten: middle((run) => run.cost.recordRowsWritten),
      recordStatements: middle((run) => run.cost.recordStatements),
      objectRequests: middle((run) => run.cost.objectRequests),
      alarms: middle((run) => run.cost.alarms),
      workerInvocations: middle((run) => run.cost.workerInvocations),
    },
    cpuSecondsPer1000: {
      runtime: middle((run) => run.cost.runtimeCpuSecondsPer1000),
      host: middle((run) => run.cost.hostCpuSecondsPer1000),
    },
    peakBytes: middle((run) => run.cost.runtimePeakBytes),
    replayedPerSecond: middle((run) => run.replayedPerSecond),
    ledger: sumOf(rounds.flatMap((round) => round.get(system)?.ledger ?? [])),
  };
}

function middleOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? median(known) : null;
}

function rangeOf({ min, max }: Spread): { min: number; max: number } {
  return { min, max };
}

function percentiles(distributions: readonly Distribution[]): RunResult["ack"] {
  const of = (name: keyof Distribution) => median(distributions.map((distribution) => distribution[name]));
  const middles = { p50: of("p50"), p95: of("p95"), p99: of("p99") };
  return Number.isNaN(middles.p50) ? null : middles;
}

function sumOf(ledgers: readonly Ledger[]): RunResult["ledger"] {
  const sum = (pick: (ledger: Ledger) => number) =>
    ledgers.reduce((total, ledger) => total + pick(ledger), 0);
  return {
    sent: sum(({ sent }) => sent),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    refused: sum(({ refused }) => refused),
    delivered: sum(({ delivered }) => delivered),
    pending: sum(({ pending }) => pending),
    failed: sum(({ failed }) => failed),
    duplicates: sum(({ tallies }) => tallies.duplicates),
    inversions: sum(({ tallies }) => tallies.inverted),
    gaps: sum(({ tallies }) => tallies.skipped),
  };
}
