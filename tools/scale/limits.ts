import { MAX_IN_FLIGHT } from "../../src/manage/subscriptions/limits.ts";
import { CONNECTIONS_PER_INVOCATION } from "../../src/platform/worker-limits.ts";

/** A limit of the platform or of Hooklane itself that something runs into. */
export interface Limit {
  value: number;
  unit: string;
  source: string;
}

const DOCS = "https://developers.cloudflare.com";

/** What bounds a deployment, with where it is said. Read in 2026-11. */
export const LIMITS = {
  objectRequestsPerSecond: {
    value: 1_000,
    unit: "requests/s of one Durable Object (soft)",
    source: `${DOCS}/durable-objects/reference/faq/`,
  },
  plannedRequestsPerSecond: {
    value: 200,
    unit: "requests/s of one Durable Object to plan with: of the 200 to 500 that Cloudflare tells of objects that write",
    source: `${DOCS}/durable-objects/best-practices/rules-of-durable-objects/`,
  },
  objectBytes: {
    value: 10e9,
    unit: "bytes stored in one Durable Object",
    source: `${DOCS}/durable-objects/platform/limits/`,
  },
  memoryBytes: {
    value: 128e6,
    unit: "bytes of memory for one object or Worker",
    source: `${DOCS}/workers/platform/limits/`,
  },
  connectionsPerInvocation: {
    value: CONNECTIONS_PER_INVOCATION,
    unit: "connections that await an answer, per invocation",
    source: `${DOCS}/workers/platform/limits/`,
  },
  subrequestsPerInvocation: {
    value: 10_000,
    unit: "subrequests per invocation",
    source: `${DOCS}/workers/platform/limits/`,
  },
  secondsAfterAnswer: {
    value: 30,
    unit: "seconds for work after the answer (`waitUntil`)",
    source: `${DOCS}/workers/platform/limits/`,
  },
  databaseBytes: { value: 10e9, unit: "bytes in one D1 database", source: `${DOCS}/d1/platform/limits/` },
  databaseStatementsPerInvocation: {
    value: 1_000,
    unit: "D1 statements per invocation",
    source: `${DOCS}/d1/platform/limits/`,
  },
  accountBytes: {
    value: 1e12,
    unit: "bytes in all D1 databases of an account (the platform raises it on request)",
    source: `${DOCS}/d1/platform/limits/`,
  },
  databases: {
    value: 1_000_000,
    unit: "D1 databases of an account (100,000 included, then $0.10 a month each)",
    source: `${DOCS}/d1/platform/limits/`,
  },
  bindings: {
    value: 5_000,
    unit: "bindings of one Worker, about: each D1 database is one",
    source: `${DOCS}/d1/platform/limits/`,
  },
  partitions: { value: 64, unit: "partitions of one tenant", source: "docs/api.md" },
  maxInFlight: { value: MAX_IN_FLIGHT, unit: "attempts at once, per subscription", source: "docs/api.md" },
  prunedPerMinute: {
    value: 40_000,
    unit: "events that retention deletes in a minute: 200 statements of 200 rows",
    source: "src/scheduled.ts",
  },
} as const satisfies Record<string, Limit>;
