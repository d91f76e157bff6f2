import { randomBytes } from "node:crypto";
import * as z from "zod";
import { coordinatorName } from "../src/coordinate/partition.ts";
import { hooklaneApi } from "./hooklane-api.ts";
import { setUp } from "./hooklane-setup.ts";
import { startHost } from "./host-process.ts";
import type { CounterReading, System, SystemOptions } from "./system.ts";

const LOOK_EVERY_MS = 25;
/** From so many coordinators on, a look at all of them is made ten times less often. */
const MANY_COORDINATORS = 16;

/** What a coordinator tells of its costs. */
export const CoordinatorCounters = z.object({
  builtAt: z.number(),
  requests: z.number(),
  alarms: z.number(),
  deliverers: z.number(),
  rowsWritten: z.number(),
  recordRowsWritten: z.number(),
  recordStatements: z.number(),
  unrecorded: z.number(),
});
/** Of each that was asked. */
const CounterReport = z.array(CoordinatorCounters);

/** Starts the product and sets the scenario up through its own API. */
export async function startHooklane(options: SystemOptions): Promise<System> {
  const { stateDir, logLevel, scenario, inspectorPort } = options;
  const adminKey = randomBytes(32).toString("hex");
  const encryptionKey = randomBytes(32).toString("base64");
  const host = await startHost({
    system: "hooklane",
    ...{ stateDir, adminKey, encryptionKey, logLevel, inspectorPort },
  });
  try {
    const api = hooklaneApi(host.url, adminKey);
    const { tenantIds, sourceId, replay } = await setUp(api, options);
    const coordinators = tenantIds.flatMap((id) =>
      Array.from({ length: scenario.partitions }, (_, partition) => coordinatorName(id, partition)),
    );
    const countAll = async (list: string) =>
      sum(await Promise.all(tenantIds.map((id) => api.count(`/v1/tenants/${id}/${list}`))));
    return {
      ingestUrl: new URL(`/ingest/${sourceId}`, host.url).href,
      runtimePid: host.runtimePid,
      hostPid: host.pid,
      isOrdered: true,
      countUndelivered: async () => ({
        pending: (await countAll("deliveries?status=pending")) + (await countAll("deliveries?status=parked")),
        failed: await countAll("deliveries?status=failed"),
      }),
      hasCaughtUp: async () => (await readCounters(host.url, coordinators)).unrecorded === 0,
      lookEveryMs: LOOK_EVERY_MS * (coordinators.length < MANY_COORDINATORS ? 1 : 10),
      countRecorded: () => countAll("events"),
      counters: () => readCounters(host.url, coordinators),
      replay,
      stop: () => host.stop(),
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

async function readCounters(
  origin: string,
  coordinators: readonly string[],
): Promise<CounterReading & { unrecorded: number }> {
  const url = new URL("/bench/counters", origin);
  for (const name of coordinators) url.searchParams.append("name", name);
  const reports = CounterReport.parse(await (await fetch(url)).json());
  const total = (of: keyof (typeof reports)[number]) => sum(reports.map((report) => report[of]));
  return {
    counters: {
      requests: total("requests"),
      alarms: total("alarms"),
      deliverers: total("deliverers"),
      objectRowsWritten: total("rowsWritten"),
      recordRowsWritten: total("recordRowsWritten"),
      recordStatements: total("recordStatements"),
    },
    unrecorded: total("unrecorded"),
    lives: reports.map(({ builtAt }) => builtAt).join(),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
