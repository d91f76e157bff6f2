import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runLoad } from "../load.ts";
import { nowMs } from "../monotonic.ts";
import { createSender } from "../send.ts";
import { waitUntil } from "../wait-until.ts";
import { createFlatEvents, CUSTOMER_PATH, LOAD_CUSTOMER, LOAD_TYPE, WAITING_TYPE } from "./flat-event.ts";
import { type FlatHost, type Keys, newKeys, startFlat } from "./flat-host.ts";
import { type Point, stateNameOf } from "./points.ts";
import type { SeedOrder } from "./seed-order.ts";

/** Nobody listens there: endpoints of subscriptions that get nothing. */
const NOWHERE = "http://127.0.0.1:9/";
const MAX_IN_FLIGHT = 100; // the most that a subscription may have
/** Rows that one request seeds. */
const CHUNK = 20_000;
const WAITING_CONNECTIONS = 32;
const RECORD_DEADLINE_MS = 120_000;

const Created = z.object({ id: z.string() });
const Unrecorded = z.object({ unrecorded: z.number() });

const PreparedState = z.object({
  stateDir: z.string(),
  keys: z.object({ adminKey: z.string(), encryptionKey: z.string() }),
  sourceSecret: z.string(),
  tenantId: z.string(),
  sourceId: z.string(),
  /** The subscriptions that want the load. */
  matching: z.array(z.string()),
});

/** A state folder that is as a point says. */
export type Prepared = z.infer<typeof PreparedState> & { point: Point };

/** The state of a point in `folder`, made if it is not there yet: a million events take minutes. */
export async function stateOf(point: Point, folder: string): Promise<Prepared> {
  const stateDir = join(folder, stateNameOf(point));
  const note = `${stateDir}.json`;
  if (existsSync(note)) {
    return { ...PreparedState.parse(JSON.parse(readFileSync(note, "utf8"))), stateDir, point };
  }
  rmSync(stateDir, { recursive: true, force: true });
  const prepared = await prepare(point, stateDir, newKeys());
  writeFileSync(note, JSON.stringify(prepared));
  return prepared;
}

/** Makes a tenant through the API and gives it its past, by the product's own statements; leaves it stopped. */
async function prepare(point: Point, stateDir: string, keys: Keys): Promise<Prepared> {
  mkdirSync(stateDir, { recursive: true });
  const sourceSecret = randomBytes(32).toString("base64");
  const host = await startFlat(stateDir, keys);
  try {
    const create = async (path: string, body: unknown) =>
      Created.parse(await host.api("POST", path, body)).id;
    const tenantId = await create("/v1/tenants", { name: "Bench" });
    const routing = { tenant: tenantId };
    const source = { name: "Bench", provider: "fastpix", secret: sourceSecret, routing };
    const sourceId = await create("/v1/sources", source);
    const subscriptions = `/v1/tenants/${tenantId}/subscriptions`;
    const matching: string[] = [];
    for (const { isPaused, ...body } of subscriptionsOf(point)) {
      const id = await create(subscriptions, body);
      if (isPaused) await host.api("POST", `${subscriptions}/${id}/pause`);
      if (matching.length < point.matching) matching.push(id);
    }
    const prepared = { point, stateDir, keys, sourceSecret, tenantId, sourceId, matching };
    await makeWaiting(host, prepared);
    await seed(host, prepared);
    return prepared;
  } finally {
    await host.stop();
  }
}

interface WantedSubscription extends Record<string, unknown> {
  isPaused: boolean;
}

/** Those that want the load first. */
function subscriptionsOf({ subscriptions, matching, apartBy, open, paused }: Point): WantedSubscription[] {
  const waiting = open > 0 ? 1 : paused;
  return Array.from({ length: subscriptions }, (_, at) => {
    const common = { url: NOWHERE, maxInFlight: MAX_IN_FLIGHT, isPaused: at >= subscriptions - waiting };
    if (common.isPaused) return { ...common, eventTypes: [WAITING_TYPE] };
    if (apartBy === "payload") {
      const customer = at < matching ? LOAD_CUSTOMER : `customer-${at}`;
      return { ...common, eventTypes: ["video.media.*"], filter: { [CUSTOMER_PATH]: customer } };
    }
    return { ...common, eventTypes: [at < matching ? LOAD_TYPE : "video.live_stream.*"] };
  });
}

async function makeWaiting(
  host: FlatHost,
  { point, sourceSecret, sourceId, tenantId }: Prepared,
): Promise<void> {
  const events = point.open > 0 ? point.open : Math.min(1, point.paused);
  if (events === 0) return;
  const sender = createSender(new URL(`/ingest/${sourceId}`, host.url).href, WAITING_CONNECTIONS);
  const make = createFlatEvents(sourceSecret, { streams: point.streams, type: WAITING_TYPE });
  const arrivals = { kind: "closed", connections: WAITING_CONNECTIONS } as const;
  await runLoad({ firstNumber: 0, events, arrivals }, { make, send: sender.send, now: nowMs });
  sender.close();
  const isRecorded = async () => {
    const counters = await host.bench(`counters/${encodeURIComponent(`${tenantId}:0`)}`);
    return Unrecorded.parse(counters).unrecorded === 0;
  };
  if (!(await waitUntil(isRecorded, RECORD_DEADLINE_MS)))
    throw new Error("the waiting events were not recorded");
}

async function seed(host: FlatHost, { point, tenantId, sourceId, matching }: Prepared): Promise<void> {
  const { events, streams } = point;
  const name = encodeURIComponent(`${tenantId}:0`);
  const order: Omit<SeedOrder, "first" | "events"> = {
    ...{ tenantId, sourceId, total: events, streams, until: Date.now() },
    // Not one that the load goes to: its lanes begin at 1, and the receivers see that nothing is left out.
    subscriptionId: `sub_${"0".repeat(26)}`,
  };
  if (matching.length === 0) throw new Error("a point needs a subscription");
  for (const [operation, rows] of [
    ["seed-record", events],
    [`seed-seen/${name}`, events],
    [`seed-streams/${name}`, streams],
  ] as const) {
    for (let first = 0; first < rows; first += CHUNK) {
      await host.bench(operation, { ...order, first, events: Math.min(CHUNK, rows - first) });
    }
  }
}
