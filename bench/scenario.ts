import type { Endpoint } from "./endpoint.ts";
import type { StateKind } from "./state-folder.ts";
import type { SystemName } from "./system.ts";

/** How events arrive. Closed: the next one when an answer is in. Open: on schedule, whoever is still waiting. */
export type Arrivals = { kind: "closed"; connections: number } | { kind: "open"; perSecond: number };

/** One thing that is measured. */
export interface Scenario {
  name: string;
  about: string;
  arrivals: Arrivals;
  /** Finds the product's maximum with `arrivals` first; what counts then runs on a schedule of half of it. */
  isAtHalf: boolean;
  /** Sent before the clock starts, so that caches are filled and code is compiled. */
  warmUpEvents: number;
  events: number;
  /** Neighbours that share a stream; Infinity = one stream for all. */
  eventsPerStream: number;
  bodyBytes: number;
  /** One subscription each, in every tenant; none = accept only. */
  endpoints: readonly Endpoint[];
  /** Streams take turns among them. */
  tenants: number;
  /** Of each tenant. */
  partitions: number;
  /** Of the subscriptions, in seconds; absent = the product's own. */
  retrySchedule?: readonly number[];
  /** Accepted before there is a subscription, and replayed to the first one beside the measured events. */
  replayedEvents: number;
  /** Those that can play it: the floor knows neither retries nor replays. */
  systems: readonly SystemName[];
  /** Where a full run keeps the state; the first one otherwise. */
  states: readonly StateKind[];
  /** Quiet rounds in a full run. */
  rounds: number;
  /** Events in the short run; 0 = not part of it. */
  shortEvents: number;
}

/** Deliveries due for each event. */
export function fanOutOf({ endpoints }: Pick<Scenario, "endpoints">): number {
  return endpoints.length;
}

/** Which of the scenario's tenants an event belongs to. */
export function tenantOf(number: number, { eventsPerStream, tenants }: Scenario): number {
  return Math.floor(number / eventsPerStream) % tenants;
}
