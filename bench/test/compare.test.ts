import { expect, it } from "vitest";
import {
  type Comparison,
  complaintsOf,
  overFloor,
  quietRounds,
  shareOfFloor,
  type Round,
} from "../compare.ts";
import { median } from "../distribution.ts";
import { roundOf, runOf, scenarioOf } from "./support/run-of.ts";

it("pairs within a round, so that a machine that slows down changes no share", () => {
  const rounds = [
    roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) }),
    roundOf({ floor: runOf({ rate: 1000 }), hooklane: runOf({ rate: 500 }) }),
  ];

  const share = shareOfFloor(comparisonOf(rounds), "hooklane");

  expect(share).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
});

it("leaves out a whole round when others kept the machine busy in one of its runs", () => {
  const quiet = roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) });
  const disturbed = roundOf({
    floor: runOf({ rate: 1000, othersCores: 0.9 }),
    hooklane: runOf({ rate: 1000 }),
  });

  const share = shareOfFloor(comparisonOf([disturbed, quiet]), "hooklane");

  expect(quietRounds([disturbed, quiet])).toEqual([quiet]);
  expect(share).toMatchObject({ median: 0.5 });
});

it("reports a void ledger of a disturbed round too", () => {
  const lost = runOf({ rate: 1000, othersCores: 0.9, because: ["1 order inversions"] });
  const rounds = [roundOf({ floor: runOf({ rate: 1000 }), hooklane: lost })];

  const complaints = complaintsOf(comparisonOf(rounds));

  expect(complaints).toEqual(["deliver on disk, hooklane, round 1: 1 order inversions"]);
});

it("gives no share on a schedule, where the rate is the schedule's own", () => {
  const scenario = scenarioOf({ arrivals: { kind: "open", perSecond: 100 } });
  const rounds = [roundOf({ floor: runOf({ rate: 100 }), hooklane: runOf({ rate: 100 }) })];

  const share = shareOfFloor({ ...comparisonOf(rounds), scenario }, "hooklane");

  expect(share).toBeUndefined();
});

it("compares any number with the floor's of the same round, on a schedule too", () => {
  const rounds = [
    roundOf({ floor: runOf({ rate: 100, ackP99: 4 }), hooklane: runOf({ rate: 100, ackP99: 6 }) }),
    roundOf({ floor: runOf({ rate: 100, ackP99: 20 }), hooklane: runOf({ rate: 100, ackP99: 30 }) }),
  ];

  const ratio = overFloor({ rounds }, "hooklane", (run) => run.acknowledgedAfterMs.p99);

  expect(ratio).toMatchObject({ median: 1.5 });
});

it("compares nothing where the floor cannot play", () => {
  const rounds = [roundOf({ hooklane: runOf({ rate: 100 }) })];

  const share = shareOfFloor(comparisonOf(rounds), "hooklane");

  expect(share).toBeUndefined();
});

it("takes the middle of an odd and of an even number of values", () => {
  const values = [9, 1, 5];

  const middles = [median(values), median([...values, 6])];

  expect(middles).toEqual([5, 5.5]);
});

function comparisonOf(rounds: Round[]): Comparison {
  return { scenario: scenarioOf(), state: "disk", rounds };
}
