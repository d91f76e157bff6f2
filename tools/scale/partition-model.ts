/** Milliseconds of the operations of which an event's way consists. */
export interface Costs {
  /** Of a Worker: verify, parse, call the coordinator, answer. */
  ingestMs: number;
  /** Of a Worker: sign and post once. */
  attemptMs: number;
  /** Of the coordinator's thread: an `accept` with its part of the projection. */
  acceptMs: number;
  /** Of the coordinator's thread: a `settle`, whatever it brings. */
  settleMs: number;
  /** From the end of a turn's work until it is durable. Nobody works meanwhile. */
  syncMs: number;
  /** From a Worker to the coordinator, one way. */
  hopMs: number;
  /** The platform's limit on one object, as the least time between two requests. */
  requestGapMs: number;
  /** On one machine Workers and coordinators share a thread; on the platform each Worker has its own. */
  isOneThread: boolean;
}

/** How events come: on schedule and at random, or the next one when an answer is in. */
export type Arrivals = { kind: "open"; perSecond: number } | { kind: "closed"; connections: number };

/** What is asked of one partition. */
export interface Load {
  arrivals: Arrivals;
  events: number;
  fanOut: number;
  /** Which stream an event belongs to: a new one after so many events, or one of so many at random. */
  streams: { newAfter: number } | { among: number };
  /** An endpoint's answer time. */
  endpoint: { median: number; p99: number };
  /** The partition's share of each subscription's `maxInFlight`. */
  slots: number;
}

/** What came of it. Times in milliseconds. */
export interface PartitionResult {
  accepted: number;
  delivered: number;
  pending: number;
  /** From the first arrival to the last outcome. */
  elapsedMs: number;
  eventsPerSecond: number;
  /** From arrival to the 202, one for each event. */
  acknowledgedAfter: number[];
  /** From arrival to the request at the endpoint, one for each delivery. */
  arrivedAfter: number[];
  /** From arrival to the last outcome, one for each event. */
  finishedAfter: number[];
  /** Events between arrival and last outcome, on average over time. */
  meanInSystem: number;
  /** Share of the time for which the coordinator's thread worked, and its gate was taken. */
  threadBusy: number;
  gateBusy: number;
  turns: number;
  objectRequests: number;
  /** Deliveries that were attempted before an earlier one of their lane was settled: none, or the model is wrong. */
  inversions: number;
}

/** `GATHER_MS` of src/deliver/deliver.ts. */
export const SETTLE_GATHER_MS = 15;
/** A Worker takes no further lease after this; `BUDGET_MS` of src/deliver/deliver.ts. */
export const INVOCATION_MS = 25_500;
/** `MAX_CALLS_PER_WAKE` of src/coordinate/wake.ts. */
export const CALLS_PER_WAKE = 30;
