import type { Costs } from "./partition-model.ts";

/**
 * CPU of the operations in milliseconds, from bench/RESULTS.md of 2026-11-23 (2 cores, everything on one thread):
 * an event that nobody wants takes 0.31; each delivery more 0.295, the slope from fan-out 1 to 3; what is left of
 * fan-out 1 is its settle.
 */
const EVENT_MS = 0.31;
const ATTEMPT_MS = 0.295;
const SETTLE_MS = 0.345;
/** Of an event, the coordinator's half: by the CPU profile there, its SQL, its share of the calls and the projection. */
const ACCEPT_MS = 0.16;
/** A turn's way to disk there; with it the model gives the 3.6 ms that the bench takes for a lone event. */
const DISK_MS = 2;

/** One machine, as the bench measures it: Workers, coordinators and the record share one thread. */
export const ONE_MACHINE: Costs = {
  ingestMs: EVENT_MS - ACCEPT_MS,
  attemptMs: ATTEMPT_MS,
  acceptMs: ACCEPT_MS,
  settleMs: SETTLE_MS,
  syncMs: DISK_MS,
  hopMs: 0,
  requestGapMs: 0,
  isOneThread: true,
};

/** The platform publishes neither: a write that is confirmed by several machines, and a hop within a region. Assumed. */
const REPLICATED_WRITE_MS = 10;
const HOP_MS = 5;

/** The platform: each Worker has a thread of its own, and an object lets so many requests in. */
export function onPlatform(objectRequestsPerSecond: number): Costs {
  return {
    ...ONE_MACHINE,
    syncMs: REPLICATED_WRITE_MS,
    hopMs: HOP_MS,
    requestGapMs: 1000 / objectRequestsPerSecond,
    isOneThread: false,
  };
}

/** An endpoint as tenants have them: half of the answers within this, one of a hundred after that. Assumed. */
export const ENDPOINT = { median: 120, p99: 900 };

/**
 * A transaction with the record: measured through miniflare on the same machine, 11 ms with one event and 34 ms with
 * 200 of them. The platform tells of 1 ms for a statement; the larger figure is used.
 */
export const RECORD = { fixedMs: 10, perEventMs: 0.12 };

/** Events that a transaction with the record takes at most; `MAX_BATCH_EVENTS` of src/coordinate/project.ts. */
export const RECORD_BATCH_EVENTS = 50;
/** The projector's pause between two looks; `GATHER_MS` of src/coordinate/projector.ts. */
export const RECORD_GATHER_MS = 200;
