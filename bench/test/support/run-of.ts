import type { Round } from "../../compare.ts";
import type { Run } from "../../measure.ts";
import type { RunResult } from "../../results.schema.ts";
import type { Scenario } from "../../scenario.ts";
import { SCENARIOS } from "../../scenarios.ts";
import type { SystemName } from "../../system.ts";

/** The ordinary scenario, with what a test changes of it. */
export function scenarioOf(changes: Partial<Scenario> = {}): Scenario {
  const [deliver] = SCENARIOS;
  if (!deliver) throw new Error("there is no scenario");
  return { ...deliver, ...changes };
}

/** One round, the systems in their order. */
export function roundOf(runs: Partial<Record<SystemName, Run>>): Round {
  const names = ["floor", "hooklane", "control"] as const;
  return new Map(names.flatMap((name) => (runs[name] ? [[name, runs[name]] as const] : [])));
}

/** A run in which nothing happened but what a test says. */
export function runOf(of: {
  rate: number;
  othersCores?: number;
  because?: string[];
  ackP99?: number;
  duplicates?: number;
}): Run {
  const none = { p50: 0, p95: 0, p99: 0, max: 0 };
  return {
    acceptedPerSecond: of.rate,
    deliveredPerSecond: of.rate,
    arrivalsPerSecond: of.rate,
    replayedPerSecond: undefined,
    acknowledgedAfterMs: { ...none, p99: of.ackP99 ?? 0 },
    arrivedAfterMs: none,
    verdict: of.because ? { balance: "void", because: of.because } : { balance: "exact" },
    ledger: {
      sent: 1,
      acknowledged: 1,
      refused: 0,
      unanswered: 0,
      subscriptions: 1,
      delivered: 1,
      pending: 0,
      failed: 0,
      unacknowledgedArrivals: 0,
      recorded: 1,
      tallies: {
        delivered: 1,
        duplicates: of.duplicates ?? 0,
        inverted: 0,
        skipped: 0,
        unplaced: 0,
        foreign: 0,
        refused: 0,
      },
    },
    cost: {
      runtimeCpuSecondsPer1000: undefined,
      hostCpuSecondsPer1000: undefined,
      driverCpuSecondsPer1000: undefined,
      runtimePeakBytes: undefined,
      othersCores: of.othersCores,
      objectRowsWritten: undefined,
      recordRowsWritten: undefined,
      objectRequests: undefined,
      recordStatements: undefined,
      alarms: undefined,
      workerInvocations: undefined,
    },
  };
}

/** A result as results.json keeps it. */
export function resultOf(changes: Partial<RunResult> = {}): RunResult {
  return {
    on: "2026-01-02",
    scenario: "deliver",
    about: "",
    system: "hooklane",
    state: "disk",
    fanOut: 1,
    events: 100,
    offeredPerSecond: null,
    rounds: { quiet: 1, all: 1 },
    eventsPerSecond: 1000,
    eventsPerSecondRange: { min: 900, max: 1100 },
    deliveriesPerSecond: 1000,
    shareOfFloor: 0.5,
    shareOfFloorRange: { min: 0.4, max: 0.6 },
    p99OverFloor: { ack: null, arrival: null },
    ack: { p50: 1, p95: 2, p99: 3 },
    arrival: { p50: 2, p95: 20, p99: 200 },
    perEvent: {
      objectRowsWritten: 2,
      recordRowsWritten: 1,
      recordStatements: 0.01,
      objectRequests: 2,
      alarms: 0.1,
      workerInvocations: 1.1,
    },
    cpuSecondsPer1000: { runtime: 0.5, host: 0.1 },
    peakBytes: 1024 ** 2,
    replayedPerSecond: null,
    ledger: {
      sent: 100,
      acknowledged: 100,
      refused: 0,
      delivered: 100,
      pending: 0,
      failed: 0,
      duplicates: 0,
      inversions: 0,
      gaps: 0,
    },
    ...changes,
  };
}
