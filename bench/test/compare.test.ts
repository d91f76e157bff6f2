import { expect, it } from "vitest";
import { complaintsOf, quietRounds, shareOfFloor, type Round } from "../compare.ts";
import { median } from "../distribution.ts";
import type { Run } from "../measure.ts";
import { SCENARIOS, type Scenario } from "../scenarios.ts";
import type { SystemName } from "../system.ts";

it("pairs within a round, so that a machine that slows down changes no share", () => {
  const rounds = [
    roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) }),
    roundOf({ floor: runOf({ rate: 1000 }), hooklane: runOf({ rate: 500 }) }),
  ];

  const share = shareOfFloor({ scenario: closed(), rounds }, "hooklane");

  expect(share).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
});

it("leaves out a whole round when others kept the machine busy in one of its runs", () => {
  const quiet = roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) });
  const disturbed = roundOf({
    floor: runOf({ rate: 1000, othersCores: 0.9 }),
    hooklane: runOf({ rate: 1000 }),
  });

  const share = shareOfFloor({ scenario: closed(), rounds: [disturbed, quiet] }, "hooklane");

  expect(quietRounds([disturbed, quiet])).toEqual([quiet]);
  expect(share).toMatchObject({ median: 0.5 });
});

it("reports a void ledger of a disturbed round too", () => {
  const lost = runOf({ rate: 1000, othersCores: 0.9, because: ["1 order inversions"] });
  const rounds = [roundOf({ floor: runOf({ rate: 1000 }), hooklane: lost })];

  const complaints = complaintsOf({ scenario: closed(), rounds });

  expect(complaints).toEqual(["deliver, hooklane, round 1: 1 order inversions"]);
});

it("gives no share on a schedule, where the rate is the schedule's own", () => {
  const scenario: Scenario = { ...closed(), arrivals: { kind: "open", perSecond: 100 } };
  const rounds = [roundOf({ floor: runOf({ rate: 100 }), hooklane: runOf({ rate: 100 }) })];

  const share = shareOfFloor({ scenario, rounds }, "hooklane");

  expect(share).toBeUndefined();
});

it("takes the middle of an odd and of an even number of values", () => {
  const values = [9, 1, 5];

  const middles = [median(values), median([...values, 6])];

  expect(middles).toEqual([5, 5.5]);
});

function closed(): Scenario {
  const [deliver] = SCENARIOS;
  if (!deliver) throw new Error("there is no scenario");
  return deliver;
}

function roundOf(runs: Partial<Record<SystemName, Run>>): Round {
  const names = ["floor", "hooklane", "control"] as const;
  return new Map(names.flatMap((name) => (runs[name] ? [[name, runs[name]] as const] : [])));
}

function runOf(of: { rate: number; othersCores?: number; because?: string[] }): Run {
  const none = { p50: 0, p95: 0, p99: 0, max: 0 };
  return {
    acceptedPerSecond: of.rate,
    deliveredPerSecond: of.rate,
    acknowledgedAfterMs: none,
    arrivedAfterMs: none,
    verdict: of.because ? { balance: "void", because: of.because } : { balance: "exact" },
    ledger: {
      sent: 0,
      acknowledged: 0,
      refused: 0,
      unanswered: 0,
      subscriptions: 1,
      delivered: 0,
      pending: 0,
      unacknowledgedArrivals: 0,
      recorded: 0,
      tallies: { delivered: 0, duplicates: 0, inverted: 0, skipped: 0, unplaced: 0, foreign: 0 },
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
    },
  };
}
