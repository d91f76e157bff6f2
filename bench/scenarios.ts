/** How events arrive. Closed: the next one when an answer is in. Open: on schedule, whoever is still waiting. */
export type Arrivals = { kind: "closed"; connections: number } | { kind: "open"; perSecond: number };

/** One row = one thing that is measured. */
export interface Scenario {
  name: string;
  about: string;
  arrivals: Arrivals;
  /** Sent before the clock starts, so that caches are filled and code is compiled. */
  warmUpEvents: number;
  events: number;
  eventsPerStream: number;
  /** Matching subscriptions; 0 = accept only. */
  fanOut: number;
  bodyBytes: number;
  /** The least acceptable rate, as a share of the floor's in the same run. */
  target?: number;
}

const ORDINARY = {
  arrivals: { kind: "closed", connections: 32 },
  warmUpEvents: 500,
  events: 4000,
  eventsPerStream: 8,
  fanOut: 1,
  bodyBytes: 1500, // an event of a media with one track and a few metadata pairs
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    ...ORDINARY,
    name: "deliver",
    about: "accepted and delivered to one subscription, closed loop of 32, a new stream every 8 events",
    target: 0.5,
  },
  { ...ORDINARY, name: "accept", about: "accepted, no subscription matches", fanOut: 0 },
  { ...ORDINARY, name: "fan-out-3", about: "delivered to three subscriptions", fanOut: 3, events: 2000 },
  { ...ORDINARY, name: "new-streams", about: "every event a new stream", eventsPerStream: 1 },
  {
    ...ORDINARY,
    name: "steady",
    about: "100 events/s on schedule: latency counted from the schedule",
    arrivals: { kind: "open", perSecond: 100 },
    events: 1500,
  },
];

const SHORT_EVENTS = 240;
const SHORT_WARM_UP = 40;

/** The same scenario in a second or three: enough for the ledger and the order, too little for a rate. */
export function shorten(scenario: Scenario): Scenario {
  return { ...scenario, events: SHORT_EVENTS, warmUpEvents: SHORT_WARM_UP };
}
