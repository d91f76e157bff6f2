import * as z from "zod";

const PerEvent = z.object({
  objectRowsWritten: z.number(),
  recordRowsWritten: z.number(),
  recordStatements: z.number(),
  /** Calls and alarms. */
  objectRequests: z.number(),
  alarms: z.number(),
  /** The ingest Worker's, and the Deliverer's. */
  workerInvocations: z.number(),
});

const MeasuredRun = z.object({
  scenario: z.string(),
  system: z.string(),
  state: z.string(),
  fanOut: z.number(),
  events: z.number(),
  eventsPerSecond: z.number(),
  perEvent: PerEvent,
  /** Of the whole runtime: Worker, object and both databases. */
  cpuSecondsPer1000: z.object({ runtime: z.number() }),
});

export type MeasuredRun = z.infer<typeof MeasuredRun>;

/** The part of `bench/results.json` that a bill is made of. */
export const BenchResults = z.object({
  on: z.string(),
  machine: z.array(z.string()),
  runs: z.array(MeasuredRun),
});

export type BenchResults = z.infer<typeof BenchResults>;

/** What was measured for the bill alone. */
export const Measured = BenchResults.extend({
  how: z.string(),
  bytes: z.object({
    /** One event with its deliveries in the record's file, by fan-out. */
    recordPerEvent: z.record(z.string(), z.number()),
    /** What of it is the event itself, with one delivery: the rest is left empty in its pages. */
    payloadPerEvent: z.number(),
    /** One event's share of what a coordinator keeps: provider ids for eight days, and its stream. */
    objectPerEvent: z.number(),
    ingestLine: z.number(),
    attemptLine: z.number(),
  }),
  /** A transaction with the record, with so many events of 1,500 bytes in it. */
  recordBatchMs: z.array(z.object({ events: z.number(), ms: z.number() })),
});

export type Measured = z.infer<typeof Measured>;
