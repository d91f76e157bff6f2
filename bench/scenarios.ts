import { promptEndpoints } from "./endpoint.ts";
import type { Scenario } from "./scenario.ts";

/** One subscription, a new stream every eight events, a closed loop of 32: what every row changes a thing of. */
const ORDINARY = {
  arrivals: { kind: "closed", connections: 32 },
  isAtHalf: false,
  warmUpEvents: 500,
  events: 4000,
  eventsPerStream: 8,
  bodyBytes: 1500, // an event of a media with one track and a few metadata pairs
  endpoints: promptEndpoints(1),
  tenants: 1,
  partitions: 1,
  replayedEvents: 0,
  systems: ["floor", "hooklane"],
  states: ["disk"],
  rounds: 3, // the fewest whose middle survives an outlier
  shortEvents: 160,
} as const satisfies Omit<Scenario, "name" | "about">;

/** Those with a target: more rounds, both kinds of state, and the floor once more to tell what chance does. */
const MAIN = {
  ...ORDINARY,
  systems: ["floor", "hooklane", "control"],
  states: ["disk", "tmpfs"],
  rounds: 5, // the fewest whose middle survives two
} as const satisfies Omit<Scenario, "name" | "about">;

const LOAD: readonly Scenario[] = [
  {
    ...MAIN,
    name: "deliver",
    about: "accepted and delivered to one subscription, closed loop of 32, a new stream every 8 events",
  },
  { ...MAIN, name: "accept", about: "accepted, no subscription matches", endpoints: [] },
  {
    ...MAIN,
    name: "fan-out-3",
    about: "delivered to three subscriptions",
    endpoints: promptEndpoints(3),
    events: 2000,
  },
  { ...ORDINARY, name: "fan-out-10", about: "delivered to ten", endpoints: promptEndpoints(10), events: 800 },
  {
    ...ORDINARY,
    name: "fan-out-50",
    about: "delivered to fifty",
    endpoints: promptEndpoints(50),
    events: 200,
    warmUpEvents: 50,
    shortEvents: 0,
  },
  { ...ORDINARY, name: "new-streams", about: "every event a new stream", eventsPerStream: 1, shortEvents: 0 },
  {
    ...ORDINARY,
    name: "hot-stream",
    about: "all events in one stream; the floor keeps no order",
    eventsPerStream: Infinity,
    events: 1500,
  },
  { ...ORDINARY, name: "partitions-8", about: "the tenant's streams over eight coordinators", partitions: 8 },
  {
    ...ORDINARY,
    name: "tenants-100",
    about: "a hundred tenants named in the body, a subscription and a coordinator each",
    tenants: 100,
    states: ["disk", "tmpfs"], // a hundred logs to sync
    warmUpEvents: 800, // every tenant once
  },
];

const PACED: readonly Scenario[] = [
  {
    ...MAIN,
    name: "half-1",
    about: "half of the product's maximum on schedule, one subscription",
    isAtHalf: true,
    states: ["disk"],
    shortEvents: 0,
  },
  {
    ...MAIN,
    name: "half-3",
    about: "half of the product's maximum on schedule, three subscriptions",
    isAtHalf: true,
    endpoints: promptEndpoints(3),
    events: 2000,
    states: ["disk"],
    shortEvents: 0,
  },
  {
    ...ORDINARY,
    name: "steady",
    about: "100 events/s on schedule",
    arrivals: { kind: "open", perSecond: 100 },
    warmUpEvents: 200,
    events: 1000,
    shortEvents: 0,
  },
];

const TROUBLED: readonly Scenario[] = [
  {
    ...ORDINARY,
    name: "slow-100ms",
    about: "200 events/s on schedule, the endpoint answers after 100 ms, every event a new stream",
    endpoints: [{ kind: "slow", answersAfterMs: 100 }],
    arrivals: { kind: "open", perSecond: 200 },
    eventsPerStream: 1,
    events: 1000,
  },
  {
    ...ORDINARY,
    name: "slow-2s",
    about: "30 events/s on schedule, the endpoint answers after 2 s, every event a new stream",
    endpoints: [{ kind: "slow", answersAfterMs: 2000 }],
    arrivals: { kind: "open", perSecond: 30 },
    eventsPerStream: 1,
    warmUpEvents: 60,
    events: 300,
    rounds: 2,
    shortEvents: 0,
  },
  {
    ...ORDINARY,
    name: "dead-of-five",
    about: "five subscriptions, one of whose endpoints hangs up on every request; arrivals at the other four",
    endpoints: [...promptEndpoints(4), { kind: "dead" }],
    events: 1500,
    systems: ["hooklane"],
  },
  {
    ...ORDINARY,
    name: "retries",
    about: "the endpoint answers a tenth of all attempts with 503; a retry every second",
    endpoints: [{ kind: "flaky", failingShare: 0.1 }],
    retrySchedule: Array.from({ length: 10 }, () => 1),
    events: 2000,
    systems: ["hooklane"],
  },
  {
    ...ORDINARY,
    name: "replay",
    about: "100 events/s on schedule beside a replay of 50,000 to the same subscription; costs over both",
    arrivals: { kind: "open", perSecond: 100 },
    replayedEvents: 50_000,
    warmUpEvents: 100,
    events: 2000,
    systems: ["hooklane"],
    rounds: 1,
  },
];

/** Everything that is measured under load, in the order of the tables. */
export const SCENARIOS: readonly Scenario[] = [...LOAD, ...PACED, ...TROUBLED];

const SHORT_WARM_UP = 40;
const SHORT_REPLAYED = 1200; // more than two pages of a replay
const SHORT_TENANTS = 8;

/** The same scenario in a second or two: enough for the ledger and the order, too little for a rate. */
export function shorten(scenario: Scenario): Scenario {
  const { name, shortEvents, warmUpEvents, replayedEvents, tenants } = scenario;
  return {
    ...scenario,
    events: shortEvents,
    warmUpEvents: Math.min(SHORT_WARM_UP, warmUpEvents),
    tenants: Math.min(SHORT_TENANTS, tenants),
    replayedEvents: Math.min(SHORT_REPLAYED, replayedEvents),
    rounds: 1,
    states: scenario.states.slice(0, 1),
    // The floor has little to prove here: once, for the comparison itself.
    systems: name === "deliver" ? ["floor", "hooklane"] : ["hooklane"],
  };
}
