import { randomBytes } from "node:crypto";
import * as z from "zod";
import { hooklaneApi, type HooklaneApi } from "./hooklane-api.ts";
import { startHost } from "./host-process.ts";
import type { System, SystemOptions } from "./system.ts";

/** The most that a subscription may have: the floor has no limit at all. */
const MAX_IN_FLIGHT = 100;

const CoordinatorCounters = z
  .object({
    requests: z.number(),
    rowsWritten: z.number(),
    recordRowsWritten: z.number(),
    recordStatements: z.number(),
    unrecorded: z.number(),
  })
  .transform(({ rowsWritten, ...rest }) => ({ objectRowsWritten: rowsWritten, ...rest }));

/** Starts the product and sets it up through its own API: one tenant, one source, a subscription per endpoint. */
export async function startHooklane(options: SystemOptions): Promise<System> {
  const { stateDir, logLevel } = options;
  const adminKey = randomBytes(32).toString("hex");
  const encryptionKey = randomBytes(32).toString("base64");
  const host = await startHost({ system: "hooklane", stateDir, adminKey, encryptionKey, logLevel });
  try {
    const api = hooklaneApi(host.url, adminKey);
    const { tenant, tenantId, sourceId } = await setUp(api, options);
    const counters = new URL(`/bench/counters/${encodeURIComponent(`${tenantId}:0`)}`, host.url);
    const readCounters = async () => CoordinatorCounters.parse(await (await fetch(counters)).json());
    return {
      ingestUrl: new URL(`/ingest/${sourceId}`, host.url).href,
      runtimePid: host.runtimePid,
      hostPid: host.pid,
      isOrdered: true,
      countPending: () => api.count(`${tenant}/deliveries?status=pending`),
      hasCaughtUp: async () => (await readCounters()).unrecorded === 0,
      countRecorded: () => api.count(`${tenant}/events`),
      counters: readCounters,
      stop: () => host.stop(),
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

async function setUp(api: HooklaneApi, { endpoints, sourceSecret }: SystemOptions) {
  const { id: tenantId } = await api.create("/v1/tenants", { name: "Bench" });
  const tenant = `/v1/tenants/${tenantId}`;
  const { id: sourceId } = await api.create("/v1/sources", {
    name: "Bench",
    provider: "fastpix",
    secret: sourceSecret,
    routing: { tenant: tenantId },
  });
  for (const url of endpoints)
    await api.create(`${tenant}/subscriptions`, { url, maxInFlight: MAX_IN_FLIGHT });
  return { tenant, tenantId, sourceId };
}
