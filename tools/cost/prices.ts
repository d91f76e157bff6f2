import type { Meter } from "./meters.ts";

/** One line of the platform's price list. */
export interface Price {
  /** What one unit is called in a table. */
  unit: string;
  /** US dollars for `per` units beyond what is included. */
  dollars: number;
  per: number;
  /** Units a month that the paid plan includes, for the whole account. */
  included: number;
  source: string;
  /** When the page said so. */
  readOn: string;
}

const MILLION = 1_000_000;
const DOCS = "https://developers.cloudflare.com";
const READ_ON = "2026-11";

/** US dollars a month for the paid plan, whatever is used. */
export const PLAN_DOLLARS = 5;

/** Cloudflare's list prices of the Workers Paid plan. Rows read are left out: a million costs a tenth of a cent. */
export const PRICES: Readonly<Record<Meter, Price>> = {
  "worker-requests": {
    unit: "Worker requests",
    dollars: 0.3,
    per: MILLION,
    included: 10 * MILLION,
    source: `${DOCS}/workers/platform/pricing/`,
    readOn: READ_ON,
  },
  "worker-cpu-ms": {
    unit: "Worker CPU, ms",
    dollars: 0.02,
    per: MILLION,
    included: 30 * MILLION,
    source: `${DOCS}/workers/platform/pricing/`,
    readOn: READ_ON,
  },
  "object-requests": {
    unit: "Durable Object requests (RPC calls and alarms too)",
    dollars: 0.15,
    per: MILLION,
    included: MILLION,
    source: `${DOCS}/durable-objects/platform/pricing/`,
    readOn: READ_ON,
  },
  "object-gb-seconds": {
    unit: "Durable Object duration, GB-s",
    dollars: 12.5,
    per: MILLION,
    included: 400_000,
    source: `${DOCS}/durable-objects/platform/pricing/`,
    readOn: READ_ON,
  },
  "object-rows-written": {
    unit: "Durable Object rows written (deletes, index rows and `setAlarm` too)",
    dollars: 1,
    per: MILLION,
    included: 50 * MILLION,
    source: `${DOCS}/durable-objects/platform/pricing/`,
    readOn: READ_ON,
  },
  "object-gb-months": {
    unit: "Durable Object storage, GB-months",
    dollars: 0.2,
    per: 1,
    included: 5,
    source: `${DOCS}/durable-objects/platform/pricing/`,
    readOn: READ_ON,
  },
  "record-rows-written": {
    unit: "D1 rows written (deletes and index rows too)",
    dollars: 1,
    per: MILLION,
    included: 50 * MILLION,
    source: `${DOCS}/d1/platform/pricing/`,
    readOn: READ_ON,
  },
  "record-gb-months": {
    unit: "D1 storage, GB-months",
    dollars: 0.75,
    per: 1,
    included: 5,
    source: `${DOCS}/d1/platform/pricing/`,
    readOn: READ_ON,
  },
  "queue-operations": {
    unit: "Queue operations, 64 KB each (the naive design only)",
    dollars: 0.4,
    per: MILLION,
    included: MILLION,
    source: `${DOCS}/queues/platform/pricing/`,
    readOn: READ_ON,
  },
  "log-lines": {
    unit: "Workers Logs, lines (until 2026-12-01)",
    dollars: 0.6,
    per: MILLION,
    included: 20 * MILLION,
    source: `${DOCS}/workers/observability/logs/workers-logs/`,
    readOn: READ_ON,
  },
};

/** A Durable Object is billed for this much memory while it is awake, whatever it uses. */
export const OBJECT_GB = 0.128;

/** A month of thirty days, as the platform's examples have it. */
export const SECONDS_PER_MONTH = 30 * 24 * 60 * 60;
