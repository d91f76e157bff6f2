import { ENDPOINT, onPlatform } from "./operation-costs.ts";
import { LIMITS } from "./limits.ts";
import type { PartitionResult } from "./partition-model.ts";
import { simulatePartition } from "./simulate-partition.ts";
import { SEED } from "./validation.ts";

const EVENTS = 6_000;
/** Enough that streams hardly meet. */
const MANY_STREAMS = 5_000;
const STEADY_WITHIN = 1.2;
/** A closed loop of this many keeps a lane busy. */
const ENOUGH_WAITING = 32;

/** One partition on the platform, with one subscription and events that come at random. */
export function onePartition(eventsPerSecond: number, slots: number): PartitionResult {
  return simulatePartition(
    {
      arrivals: { kind: "open", perSecond: eventsPerSecond },
      events: EVENTS,
      fanOut: 1,
      streams: { among: MANY_STREAMS },
      endpoint: ENDPOINT,
      slots,
    },
    onPlatform(LIMITS.objectRequestsPerSecond.value),
    SEED,
  );
}

/** Whether what came in went out at the same rate; a queue that grows takes its time after the last arrival. */
export function isSteady({ elapsedMs, accepted }: PartitionResult, eventsPerSecond: number): boolean {
  return elapsedMs < STEADY_WITHIN * ((accepted * 1000) / eventsPerSecond) + ENDPOINT.p99;
}

/** Deliveries a second of one stream whose next event always waits already. @param median of the endpoint, in ms */
export function oneLane(median: number): number {
  const { eventsPerSecond } = simulatePartition(
    {
      arrivals: { kind: "closed", connections: ENOUGH_WAITING },
      events: 300,
      fanOut: 1,
      streams: { among: 1 },
      endpoint: { median, p99: median * 4 },
      slots: LIMITS.maxInFlight.value,
    },
    onPlatform(LIMITS.objectRequestsPerSecond.value),
    SEED,
  );
  return eventsPerSecond;
}

/** Settles of an event whose endpoints answer apart from each other: outcomes within 15 ms share one. */
export function settlesPerEvent(fanOut: number): number {
  const { objectRequests, accepted } = simulatePartition(
    {
      arrivals: { kind: "open", perSecond: 10 },
      events: 1_000,
      fanOut,
      streams: { among: MANY_STREAMS },
      endpoint: ENDPOINT,
      slots: LIMITS.maxInFlight.value,
    },
    onPlatform(LIMITS.objectRequestsPerSecond.value),
    SEED,
  );
  return objectRequests / accepted - 1;
}
