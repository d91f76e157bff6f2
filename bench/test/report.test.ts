import { describe, expect, it } from "vitest";
import { drawCharts } from "../report/charts.ts";
import { toMarkdown } from "../report/markdown.ts";
import { summarise } from "../report/summarise.ts";
import { outcomesOf, targetTable } from "../report/targets.ts";
import { mergeResults } from "../results-file.ts";
import { Results, RunResult } from "../results.schema.ts";
import { resultOf, roundOf, runOf, scenarioOf } from "./support/run-of.ts";

describe("a summary", () => {
  it("takes the medians of quiet rounds and the ledgers of all", () => {
    const rounds = [
      roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) }),
      roundOf({
        floor: runOf({ rate: 2000, othersCores: 1 }),
        hooklane: runOf({ rate: 10, duplicates: 3 }),
      }),
    ];

    const results = summarise({ scenario: scenarioOf(), state: "disk", rounds }, "2026-01-02");

    expect(results.map(({ system }) => system)).toEqual(["floor", "hooklane"]);
    expect(results[1]).toMatchObject({
      eventsPerSecond: 1000,
      shareOfFloor: 0.5,
      rounds: { quiet: 1, all: 2 },
      ledger: { sent: 2, duplicates: 3 },
    });
  });

  it("shows disturbed rounds where there is no other, and says that none was quiet", () => {
    const rounds = [roundOf({ hooklane: runOf({ rate: 10, othersCores: 1 }) })];

    const results = summarise({ scenario: scenarioOf(), state: "disk", rounds }, "2026-01-02");

    expect(results).toMatchObject([{ eventsPerSecond: 10, rounds: { quiet: 0, all: 1 } }]);
  });

  it("has the shape that results.json promises", () => {
    const rounds = [roundOf({ floor: runOf({ rate: 2000 }), hooklane: runOf({ rate: 1000 }) })];

    const results = summarise({ scenario: scenarioOf(), state: "disk", rounds }, "2026-01-02");

    expect(results.map((result) => RunResult.parse(result))).toEqual(results);
  });
});

describe("targets", () => {
  it("are reached or missed by the product with its state on disk", () => {
    const runs = [
      resultOf({ scenario: "accept", shareOfFloor: 0.9 }),
      resultOf({ scenario: "deliver", shareOfFloor: 0.79 }),
      resultOf({ scenario: "deliver", shareOfFloor: 0.95, state: "tmpfs" }),
    ];

    const verdicts = outcomesOf(runs).map(
      ({ scenario, what, verdict }) => `${scenario}, ${what}: ${verdict}`,
    );

    expect(verdicts).toContain("accept, events/s, share of the floor: reached");
    expect(verdicts).toContain("deliver, events/s, share of the floor: missed");
    expect(verdicts).toContain("fan-out-3, events/s, share of the floor: not measured");
  });

  it("count the rows of both databases together, and the one that retention will delete", () => {
    const perEvent = { ...resultOf().perEvent, objectRowsWritten: 6, recordRowsWritten: 1.5 };

    const table = targetTable([resultOf({ scenario: "fan-out-3", perEvent })]);

    expect(table).toMatch(/rows written per event.*\| at most 8 *\| 8.50 *\| missed/);
  });
});

describe("what is written down", () => {
  it("replaces a scenario as a whole and keeps the others", () => {
    const old = resultsOf([
      resultOf({ system: "floor", eventsPerSecond: 1 }),
      resultOf({ system: "control", eventsPerSecond: 1 }),
      resultOf({ scenario: "accept", eventsPerSecond: 1 }),
    ]);
    const fresh = resultsOf([resultOf({ eventsPerSecond: 2 })]);

    const { runs } = mergeResults(old, fresh);

    expect(runs.map(({ scenario, system, eventsPerSecond }) => [scenario, system, eventsPerSecond])).toEqual([
      ["deliver", "hooklane", 2],
      ["accept", "hooklane", 1],
    ]);
  });

  it("drops scenarios that there are no more", () => {
    const old = resultsOf([resultOf({ scenario: "of-old" })]);

    const { runs } = mergeResults(old, resultsOf([]));

    expect(runs).toEqual([]);
  });

  it("keeps the notes below its own part", () => {
    const first = toMarkdown(resultsOf([resultOf()]), "");
    const noted = `${first}A note.\n`;

    const second = toMarkdown(resultsOf([resultOf({ eventsPerSecond: 4321 })]), noted);

    expect(second).toContain("4321");
    expect(second).not.toContain("| 1000 (900");
    expect(second.endsWith("A note.\n")).toBe(true);
  });
});

describe("charts", () => {
  const runs = [
    resultOf({ system: "floor", shareOfFloor: null }),
    resultOf(),
    resultOf({ scenario: "half-1", system: "floor", offeredPerSecond: 500 }),
    resultOf({ scenario: "half-1", offeredPerSecond: 500 }),
  ];

  it("are the same for the same results", () => {
    expect(drawCharts(runs)).toEqual(drawCharts(structuredClone(runs)));
  });

  it("follow the reader's choice of light and dark, and stay within a phone's width", () => {
    for (const { svg } of drawCharts(runs)) {
      expect(svg).toContain("prefers-color-scheme: dark");
      const across = [...svg.matchAll(/ (?:x|cx|x1|x2)="([-\d.]+)"/g)].map(([, x]) => Number(x));
      expect(Math.min(...across)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...across)).toBeLessThanOrEqual(360);
    }
  });

  it("draw no number that is none, also of nothing", () => {
    for (const { svg } of [...drawCharts(runs), ...drawCharts([])]) expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

function resultsOf(runs: RunResult[]): Results {
  return Results.parse({
    on: "2026-01-02",
    machine: ["2 cores"],
    logLevel: "info",
    runs,
    coldStart: null,
    bundleGzipBytes: null,
  });
}
