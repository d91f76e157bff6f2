import { expect, it } from "vitest";
import type { PointRun } from "../flat/measure-point.ts";
import { readOptions } from "../flat/options.ts";
import { SERIES, shorten, stateNameOf } from "../flat/points.ts";
import { toTable } from "../flat/report.ts";

it("compares a point with the first one of the same round", () => {
  const [first, , last] = pointsOf("events");
  // The machine was twice as slow in the second round.
  const table = toTable({
    series: seriesOf("events"),
    points: [
      { point: first, runs: [run(1), run(2)] },
      { point: last, runs: [run(1.1), run(2.2)] },
    ],
  });

  const ratios = table.split("\n").map((row) => row.split("|")[4]?.trim());
  expect(ratios.slice(2)).toEqual(["1", "1", "1.10 (1.10..1.10)", "1.10 (1.10..1.10)"]);
});

it("says so where a ledger is not exact", () => {
  const [first] = pointsOf("events");
  const verdict: PointRun["verdict"] = { balance: "void", because: ["one was lost"] };

  const table = toTable({
    series: seriesOf("events"),
    points: [{ point: first, runs: [run(1), { ...run(1), verdict }] }],
  });

  expect(table).toContain("exact in 1 of 2");
});

it("shares a state between points that are alike, and between no others", () => {
  const names = SERIES.flatMap(({ points }) => points.map((point) => [point.label, stateNameOf(point)]));
  const labels = (state: string) => names.filter(([, name]) => name === state).map(([label]) => label);

  expect(labels(stateNameOf(pointsOf("events")[0]))).toEqual(["1,000 events", "none waiting", "none paused"]);
  expect(new Set(pointsOf("payloads").map(stateNameOf))).toHaveLength(3);
});

it("measures everything by itself, and writes down nothing less", () => {
  const [all, some, short] = [[], ["streams"], ["--short"]].map(readOptions);

  expect(all).toMatchObject({ options: { isComplete: true, series: SERIES, rounds: 5 } });
  expect(some).toMatchObject({ options: { isComplete: false, series: [{ name: "streams" }] } });
  expect(short).toMatchObject({ options: { isComplete: false, series: SERIES.map(shorten), rounds: 1 } });
  expect(readOptions(["bogus"])).toMatchObject({ ask: "unclear" });
});

function seriesOf(name: string) {
  const found = SERIES.find((series) => series.name === name);
  if (!found) throw new Error(`no series ${name}`);
  return found;
}

function pointsOf(name: string) {
  const [first, second, third] = seriesOf(name).points;
  if (!first || !second || !third) throw new Error(`the series ${name} has fewer than three points`);
  return [first, second, third] as const;
}

function run(cpu: number): PointRun {
  const distribution = { p50: 1, p95: 1, p99: 1, max: 1 };
  const measured = {
    rates: {
      acceptedPerSecond: 1,
      deliveredPerSecond: 1,
      arrivalsPerSecond: 1,
      acknowledgedAfterMs: distribution,
      arrivedAfterMs: distribution,
    },
    cost: {
      runtimeCpuSecondsPer1000: cpu,
      hostCpuSecondsPer1000: 0,
      driverCpuSecondsPer1000: 0,
      runtimePeakBytes: 0,
      othersCores: 0,
      objectRowsWritten: 4,
      recordRowsWritten: 1,
      recordStatements: 0,
      objectRequests: 2,
      alarms: 0,
      workerInvocations: 1,
    },
  };
  return { closed: measured, open: measured, verdict: { balance: "exact" } };
}
