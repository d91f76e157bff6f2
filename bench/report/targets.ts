import type { RunResult } from "../results.schema.ts";
import { toMarkdownTable } from "./table.ts";

/** What the product is to reach on two cores with its state on disk. */
interface Target {
  scenario: string;
  what: string;
  measured(run: RunResult): number | null;
  /** One of the two. */
  atLeast?: number;
  atMost?: number;
}

/** What no run waits for: the event's row in the record is deleted when its retention ends. */
const ROWS_OF_PRUNING = 1;

const TARGETS: readonly Target[] = [
  { scenario: "accept", what: "events/s, share of the floor", measured: share, atLeast: 0.85 },
  { scenario: "deliver", what: "events/s, share of the floor", measured: share, atLeast: 0.8 },
  { scenario: "fan-out-3", what: "events/s, share of the floor", measured: share, atLeast: 0.8 },
  { scenario: "half-1", what: "p99 of the 202 over the floor's", measured: ackP99, atMost: 2 },
  { scenario: "half-1", what: "p99 of the arrival over the floor's", measured: arrivalP99, atMost: 2.5 },
  { scenario: "half-3", what: "p99 of the 202 over the floor's", measured: ackP99, atMost: 2 },
  { scenario: "half-3", what: "p99 of the arrival over the floor's", measured: arrivalP99, atMost: 2.5 },
  {
    scenario: "fan-out-3",
    what: "rows written per event, object + D1, and its deletion",
    measured: rows,
    atMost: 8,
  },
  {
    scenario: "fan-out-3",
    what: "object requests per event",
    measured: ({ perEvent }) => perEvent.objectRequests,
    atMost: 2.2,
  },
  {
    scenario: "fan-out-3",
    what: "D1 statements per event",
    measured: ({ perEvent }) => perEvent.recordStatements,
    atMost: 0.05,
  },
  // Of the whole runtime, the coordinator's and D1's part included: more than ingest alone.
  {
    scenario: "accept",
    what: "CPU ms per accepted event, all of workerd",
    measured: ({ cpuSecondsPer1000 }) => cpuSecondsPer1000.runtime,
    atMost: 1,
  },
];

/** The share of the floor's rate that the product is to reach in a scenario, if there is one. */
export function targetShareOf(scenario: string): number | undefined {
  return TARGETS.find((target) => target.scenario === scenario && target.measured === share)?.atLeast;
}

/** A target and what came of it. */
export interface Outcome {
  scenario: string;
  what: string;
  wanted: string;
  /** null where the scenario has not been measured. */
  measured: number | null;
  verdict: "reached" | "missed" | "not measured";
}

/** Holds the product's results on disk against the targets. Says it, and lets nothing fail for it. */
export function outcomesOf(runs: readonly RunResult[]): Outcome[] {
  return TARGETS.map(({ scenario, what, measured, atLeast = -Infinity, atMost = Infinity }) => {
    const run = runs.find(
      (one) => one.scenario === scenario && one.system === "hooklane" && one.state === "disk",
    );
    const value = run ? measured(run) : null;
    const wanted = atMost === Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
    const verdict = value !== null && value >= atLeast && value <= atMost ? "reached" : "missed";
    return { scenario, what, wanted, measured: value, verdict: value === null ? "not measured" : verdict };
  });
}

/** The outcomes that are known, as a Markdown table; "" where none is. */
export function targetTable(runs: readonly RunResult[]): string {
  const known = outcomesOf(runs).flatMap(({ measured, ...rest }) =>
    measured === null ? [] : [{ ...rest, measured }],
  );
  if (known.length === 0) return "";
  return toMarkdownTable([
    ["scenario", "target", "wanted", "measured", ""],
    ...known.map(({ scenario, what, wanted, measured, verdict }) => [
      scenario,
      what,
      wanted,
      measured.toFixed(measured < 0.1 ? 3 : 2),
      verdict,
    ]),
  ]);
}

function share(run: RunResult): number | null {
  return run.shareOfFloor;
}

function ackP99(run: RunResult): number | null {
  return run.p99OverFloor.ack;
}

function arrivalP99(run: RunResult): number | null {
  return run.p99OverFloor.arrival;
}

function rows({ perEvent: { objectRowsWritten, recordRowsWritten } }: RunResult): number | null {
  return objectRowsWritten === null || recordRowsWritten === null
    ? null
    : objectRowsWritten + recordRowsWritten + ROWS_OF_PRUNING;
}
