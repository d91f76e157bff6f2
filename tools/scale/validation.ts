import { ONE_MACHINE } from "./operation-costs.ts";
import type { Load, PartitionResult } from "./partition-model.ts";
import { percentile } from "./percentile.ts";
import { simulatePartition } from "./simulate-partition.ts";

export const SEED = 20261125;

/** How far the model may be from a measured rate. */
export const RATE_TOLERANCE = 0.1;
/** How far it may be from the median time until an event arrives. */
export const ARRIVAL_TOLERANCE = 0.3;

/** One row of bench/RESULTS.md of 2026-11-23: the product on 2 cores, state on disk, a closed loop of 32. */
export interface MeasuredPoint {
  scenario: string;
  fanOut: number;
  /** A new stream after so many events. */
  newAfter: number;
  eventsPerSecond: number;
  acknowledgedP50: number;
  arrivedP50: number | null;
}

/** The bench's endpoints answer at once, on the same machine. */
const BENCH_ENDPOINT = { median: 1.5, p99: 6 };
const BENCH_CONNECTIONS = 32;
const BENCH_SLOTS = 100;

export const MEASURED_POINTS: readonly MeasuredPoint[] = [
  {
    scenario: "accept",
    fanOut: 0,
    newAfter: 8,
    eventsPerSecond: 3123,
    acknowledgedP50: 7.9,
    arrivedP50: null,
  },
  {
    scenario: "deliver",
    fanOut: 1,
    newAfter: 8,
    eventsPerSecond: 1033,
    acknowledgedP50: 26.8,
    arrivedP50: 130.2,
  },
  {
    scenario: "new-streams",
    fanOut: 1,
    newAfter: 1,
    eventsPerSecond: 1088,
    acknowledgedP50: 25.2,
    arrivedP50: 25.2,
  },
  {
    scenario: "fan-out-3",
    fanOut: 3,
    newAfter: 8,
    eventsPerSecond: 650,
    acknowledgedP50: 39.5,
    arrivedP50: 366.8,
  },
];

/** What the model makes of the bench's load. */
export interface ModelledPoint {
  eventsPerSecond: number;
  acknowledgedP50: number;
  arrivedP50: number;
}

/** Plays a point of the bench in the model of one machine. */
export function model({ fanOut, newAfter }: MeasuredPoint, seed = SEED): ModelledPoint {
  const { eventsPerSecond, acknowledgedAfter, arrivedAfter } = simulatePartition(
    benchLoad(fanOut, newAfter),
    ONE_MACHINE,
    seed,
  );
  return {
    eventsPerSecond,
    acknowledgedP50: percentile(acknowledgedAfter, 0.5),
    arrivedP50: percentile(arrivedAfter, 0.5),
  };
}

function benchLoad(fanOut: number, newAfter: number): Load {
  return {
    arrivals: { kind: "closed", connections: BENCH_CONNECTIONS },
    events: 3000,
    fanOut,
    streams: { newAfter },
    endpoint: BENCH_ENDPOINT,
    slots: BENCH_SLOTS,
  };
}

/** Whether as much came out as went in. */
export function isConserved({ accepted, delivered, pending }: PartitionResult, fanOut: number): boolean {
  return accepted * fanOut === delivered + pending;
}
