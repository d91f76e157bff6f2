import * as z from "zod";

/** Milliseconds. */
const Percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });

const Range = z.object({ min: z.number(), max: z.number() });

/** Averages over a load; null where the system does not tell. */
const PerEvent = z.object({
  /** Index rows and alarms included. */
  objectRowsWritten: z.number().nullable(),
  recordRowsWritten: z.number().nullable(),
  recordStatements: z.number().nullable(),
  /** Calls and alarms. */
  objectRequests: z.number().nullable(),
  alarms: z.number().nullable(),
  /** Requests to ingest, and invocations started for deliveries. */
  workerInvocations: z.number().nullable(),
});

/** All events of all rounds, disturbed ones included, accounted for. */
const LedgerSums = z.object({
  sent: z.number(),
  acknowledged: z.number(),
  refused: z.number(),
  delivered: z.number(),
  pending: z.number(),
  failed: z.number(),
  /** Arrivals of an event that had been answered well by the same endpoint before. */
  duplicates: z.number(),
  /** Arrivals behind a younger event of their lane. */
  inversions: z.number(),
  /** Positions that a lane left out. */
  gaps: z.number(),
});

/** One scenario on one system with its state in one place: medians over the quiet rounds. */
export const RunResult = z.object({
  /** ISO date. */
  on: z.string(),
  scenario: z.string(),
  about: z.string(),
  system: z.enum(["floor", "hooklane", "control"]),
  state: z.enum(["disk", "tmpfs"]),
  fanOut: z.number(),
  /** Measured ones of one round, without the warm-up. */
  events: z.number(),
  /** What the schedule offers; null in a closed loop. */
  offeredPerSecond: z.number().nullable(),
  rounds: z.object({ quiet: z.number(), all: z.number() }),
  /** Accepted and arrived, from the first event due to the last first arrival. */
  eventsPerSecond: z.number(),
  eventsPerSecondRange: Range,
  /** First arrivals over the same span. */
  deliveriesPerSecond: z.number(),
  /** Rate over the floor's, paired within rounds; null on a schedule, for the floor and where it cannot play. */
  shareOfFloor: z.number().nullable(),
  shareOfFloorRange: Range.nullable(),
  /** The 99th percentiles over the floor's, paired within rounds. */
  p99OverFloor: z.object({ ack: z.number().nullable(), arrival: z.number().nullable() }),
  /** From when an event was due to its 202. */
  ack: Percentiles.nullable(),
  /** From when an event was due to its first arrival at each endpoint. */
  arrival: Percentiles.nullable(),
  perEvent: PerEvent,
  cpuSecondsPer1000: z.object({ runtime: z.number().nullable(), host: z.number().nullable() }),
  /** Of the runtime. */
  peakBytes: z.number().nullable(),
  /** Events of the past per second that came beside the measured ones; null where none did. */
  replayedPerSecond: z.number().nullable(),
  ledger: LedgerSums,
});

export type RunResult = z.infer<typeof RunResult>;

/** From the start of the process, milliseconds. */
const ColdStart = z.object({
  healthyMs: z.number(),
  /** The first 202; into an empty folder the setting up through the API lies before it. */
  acknowledgedMs: z.number(),
  arrivedMs: z.number(),
});

/** What `bench/results.json` holds: everything that RESULTS.md and the charts show. */
export const Results = z.object({
  /** ISO date of the last run that wrote here. */
  on: z.string(),
  machine: z.array(z.string()),
  logLevel: z.string(),
  runs: z.array(RunResult),
  coldStart: z
    .object({
      empty: ColdStart,
      /** With `events` delivered events in place. */
      again: ColdStart,
      events: z.number(),
    })
    .nullable(),
  bundleGzipBytes: z.number().nullable(),
});

export type Results = z.infer<typeof Results>;
export type ColdStart = z.infer<typeof ColdStart>;
