import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { apiRoutes } from "../../../src/api/api.routes.ts";
import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import type { Command, Obeyed } from "../../../src/coordinate/command.ts";
import type { ReplayOrder } from "../../../src/coordinate/replays.ts";
import type { AttemptResult, Lease } from "../../../src/coordinate/lease.ts";
import type { LiveReport } from "../../../src/coordinate/status.ts";
import type { Configuration } from "../../../src/coordinate/subscription.ts";
import type { ApiDeps } from "../../../src/api/api-deps.ts";
import { fieldsOf, type Told } from "../../../src/platform/log.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { oneDatabase } from "./databases.ts";

export const ORIGIN = "https://hooks.example.com";
export const START = Date.parse("2026-11-01T12:00:00.000Z");

/** Coordinators that remember what they were told, as strings and whole. */
export interface FakeCoordinators {
  calls: string[];
  configurations: Map<string, Configuration>;
  arrivals: Arrival[];
  /** How often each name fails from now on, by name. */
  failing: Map<string, number>;
  answer: Accepted;
  obeyed: Obeyed;
  replays: ReplayOrder[];
  report: LiveReport;
  /** The last sequence of each stream that there is. */
  streams: Map<string, number>;
}

/** An answer's JSON: what tests reach into is named, all else is compared whole. */
export interface AnswerBody {
  readonly [field: string]: unknown;
  id: string;
  secret: string;
  key: string;
  detail: string;
  code: string;
  errors: { pointer: string; message: string }[];
  data: AnswerBody[];
  nextCursor: string | null;
  secrets: { id: string }[];
  misses: { subscriptionId: string; reason: string }[];
  payload: { data: unknown };
}

export interface Answer {
  status: number;
  headers: Headers;
  json: AnswerBody;
}

/** The API over a real database, with coordinators, clock and endpoints in the test's hands. */
export function apiUnderTest(own: Partial<ApiDeps> = {}) {
  const coordinators = fakeCoordinators();
  const clock = { at: START, now: () => clock.at };
  const logged: string[] = [];
  const attempted: { lease: Lease; body: Uint8Array }[] = [];
  const delivered: string[] = [];
  const line = (level: string) => (what: string, told?: Told) =>
    void logged.push(`${level} ${what} ${JSON.stringify(fieldsOf(told))}`);
  const deps: ApiDeps = {
    db: env.DB,
    records: oneDatabase,
    coordinator: (name) => stubOf(coordinators, name),
    sealer: createSealer(env.ENCRYPTION_KEY),
    clock,
    log: { debug: line("debug"), info: line("info"), warn: line("warn") },
    allowPrivate: false,
    ownHosts: [],
    adminKey: env.ADMIN_KEY,
    limits: {},
    attempt: (lease, body) => {
      attempted.push({ lease, body });
      const result: AttemptResult = { at: clock.at, durationMs: 12, statusCode: 200, responseBody: "thanks" };
      return Promise.resolve(result);
    },
    deliver: (name, { leases }) => {
      delivered.push(`${name} ${leases.length}`);
      return Promise.resolve();
    },
    ...own,
  };
  const api = apiRoutes(deps);

  async function send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const context = createExecutionContext();
    const headers = new Headers({ authorization: `Bearer ${env.ADMIN_KEY}` });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await api.fetch(new Request(ORIGIN + path, { method, ...init, headers }), env, context);
    const text = await response.text();
    await waitOnExecutionContext(context);
    return {
      status: response.status,
      headers: response.headers,
      json: bodyOf(text, response.headers.get("content-type") ?? ""),
    };
  }

  function json(method: string, path: string, body?: unknown): Promise<Answer> {
    if (body === undefined) return send(method, path);
    const headers = { "content-type": "application/json" };
    return send(method, path, { headers, body: JSON.stringify(body) });
  }

  return {
    api,
    deps,
    coordinators,
    clock,
    logged,
    attempted,
    delivered,
    send,
    get: (path: string) => json("GET", path),
    post: (path: string, body?: unknown) => json("POST", path, body),
    patch: (path: string, body?: unknown) => json("PATCH", path, body),
    remove: (path: string) => json("DELETE", path),
  };
}

// What an answer does not hold is undefined here, and fails the expectation that looks for it. Plain text stays text.
function bodyOf(text: string, type: string): AnswerBody {
  const value: unknown = type.startsWith("text/plain") ? text : JSON.parse(text === "" ? "{}" : text);
  return value as AnswerBody;
}

export type ApiUnderTest = ReturnType<typeof apiUnderTest>;

/** Empty tables, migrated. */
export async function emptyDatabase(): Promise<void> {
  await empty(env.DB);
}

/** The same of all databases. */
export async function emptyDatabases(): Promise<void> {
  await Promise.all([env.DB, env.RECORD_1, env.RECORD_2].map((db) => empty(db)));
}

async function empty(db: D1Database): Promise<void> {
  await applyD1Migrations(db, env.TEST_MIGRATIONS);
  const tables = [
    "tenant",
    "source",
    "source_secret",
    "subscription",
    "event",
    "attempt",
    "stream_tenant",
    "unrouted",
    "replay",
    "replay_progress",
    "replay_hold",
    "move_progress",
    "tenant_key",
    "idempotency",
    "rejection",
    "statistic",
    "coordinator_status",
    "ingest_count",
  ];
  await db.batch(tables.map((table) => db.prepare(`DELETE FROM ${table}`)));
}

/** A tenant made through the API; the id of it. */
export async function newTenant({ post }: ApiUnderTest, more: object = {}): Promise<string> {
  const { json } = await post("/v1/tenants", { name: "Acme", ...more });
  return json.id;
}

/** A subscription made through the API; the answer of it. */
export async function newSubscription({ post }: ApiUnderTest, tenant: string, more: object = {}) {
  const { json } = await post(`/v1/tenants/${tenant}/subscriptions`, {
    url: "https://acme.example/hooks",
    ...more,
  });
  return json;
}

function standingOf({ streams }: FakeCoordinators, stream: string) {
  const lastSequence = streams.get(stream) ?? 0;
  return { stream, lastSequence, recordedSequence: lastSequence, openSequence: 0, openDeliveries: 0 };
}

function fakeCoordinators(): FakeCoordinators {
  return {
    calls: [],
    configurations: new Map(),
    arrivals: [],
    failing: new Map(),
    obeyed: { result: "unavailable" },
    replays: [],
    answer: { result: "accepted", eventId: "", sequence: 1, leases: [] },
    streams: new Map(),
    report: {
      status: {
        at: START,
        openEvents: 0,
        oldestUndeliveredAt: null,
        openBreakers: 0,
        unrecorded: 0,
        oldestUnrecordedAt: null,
      },
      rows: [],
    },
  };
}

function stubOf(fake: FakeCoordinators, name: string) {
  const call = (what: string) => {
    fake.calls.push(`${what} ${name}`);
    const left = fake.failing.get(name) ?? 0;
    if (left === 0) return;
    fake.failing.set(name, left - 1);
    throw new Error("the coordinator broke");
  };
  return {
    async configure(configuration: Configuration) {
      await Promise.resolve();
      call("configure");
      fake.configurations.set(name, configuration);
    },
    async accept(arrival: Arrival): Promise<Accepted> {
      await Promise.resolve();
      call("accept");
      fake.arrivals.push(arrival);
      return fake.answer.result === "accepted"
        ? { ...fake.answer, eventId: arrival.eventId ?? "evt_new" }
        : fake.answer;
    },
    async obey(command: Command) {
      await Promise.resolve();
      call(`${command.command} ${command.eventId} ${command.subscriptionId}`);
      return fake.obeyed;
    },
    async startReplay(order: ReplayOrder) {
      await Promise.resolve();
      call("startReplay");
      fake.replays.push(order);
    },
    async cancelReplay(replayId: string) {
      await Promise.resolve();
      call(`cancelReplay ${replayId}`);
    },
    async erase() {
      await Promise.resolve();
      call("erase");
    },
    async standings(streams: string[]) {
      await Promise.resolve();
      call("standings");
      return streams.map((stream) => standingOf(fake, stream));
    },
    async describeStream(stream: string) {
      await Promise.resolve();
      call("describeStream");
      return { standing: standingOf(fake, stream), deliveries: [] };
    },
    async liveReport(): Promise<LiveReport> {
      await Promise.resolve();
      call("liveReport");
      return fake.report;
    },
  };
}
