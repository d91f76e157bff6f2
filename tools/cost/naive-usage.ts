import { awakeShare } from "./awake.ts";
import type { Usage } from "./meters.ts";
import { OBJECT_GB } from "./prices.ts";

/**
 * The design that comes to mind first: the Worker inserts the event and a row per delivery into D1 and sends a queue
 * message for each; the consumer asks the endpoint's own Durable Object, which counts, posts, and awaits the answer;
 * then D1 learns of the attempt. Every choice that is open is made in its favour.
 */
export interface NaiveSetup {
  fanOut: number;
  /** Events a second of one tenant; every endpoint gets all of them. */
  eventsPerSecond: number;
  endpointMs: number;
  retentionMonths: number;
  /** An event in D1: as long as in Hooklane, and without a gap between rows. */
  eventBytes: number;
}

/** Table and one index, by which the tenant's events are listed. Deleted when their time is over. */
const ROWS_OF_EVENT = { inserted: 2, deleted: 2 };
/** Table and one index by status; the update of an indexed column moves the index row too. */
const ROWS_OF_DELIVERY = { inserted: 2, updated: 2, deleted: 2 };
/** A key that leads with the delivery needs no index. */
const ROWS_OF_ATTEMPT = { inserted: 1, deleted: 1 };
/** One write, one read, one delete of at most 64 KB. */
const OPERATIONS_PER_MESSAGE = 3;
/** A consumer is invoked with this many messages at once: the queue's default. */
const MESSAGES_PER_BATCH = 10;
/** The endpoint's object keeps a counter. */
const OBJECT_ROWS_PER_DELIVERY = 1;
/** A delivery and its attempt beside the event; about what Hooklane's folded form takes. */
const BYTES_PER_DELIVERY = 300;
/** As much as Hooklane's Worker uses for an event with one delivery: both verify, sign and post. */
const CPU_MS_PER_DELIVERY = 1;

/** What one event uses in the naive design. Logs are left out: they would be the same. */
export function naiveUsage(setup: NaiveSetup): Usage {
  const { fanOut, eventsPerSecond, endpointMs } = setup;
  const sum = (rows: Readonly<Record<string, number>>) =>
    Object.values(rows).reduce((total, count) => total + count, 0);
  const bytes = setup.eventBytes + fanOut * BYTES_PER_DELIVERY;
  // While it awaits the answer the object is awake; answers that it awaits together share the time.
  const awakeSeconds = awakeShare(eventsPerSecond, endpointMs) / eventsPerSecond;
  return {
    "worker-requests": 1 + fanOut / MESSAGES_PER_BATCH,
    "worker-cpu-ms": fanOut * CPU_MS_PER_DELIVERY,
    "queue-operations": fanOut * OPERATIONS_PER_MESSAGE,
    "object-requests": fanOut,
    "object-gb-seconds": fanOut * awakeSeconds * OBJECT_GB,
    "object-rows-written": fanOut * OBJECT_ROWS_PER_DELIVERY,
    "record-rows-written": sum(ROWS_OF_EVENT) + fanOut * (sum(ROWS_OF_DELIVERY) + sum(ROWS_OF_ATTEMPT)),
    "record-gb-months": (bytes / 1e9) * setup.retentionMonths,
  };
}
