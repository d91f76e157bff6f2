import * as z from "zod";
import { startHost } from "./host-process.ts";
import type { System, SystemOptions } from "./system.ts";

const LOOK_EVERY_MS = 25;

const FloorReport = z.object({
  objectRowsWritten: z.number(),
  recordRowsWritten: z.number(),
  recordStatements: z.number(),
  recorded: z.number(),
  requests: z.number(),
});

/** Starts the floor. */
export async function startFloor(options: SystemOptions): Promise<System> {
  const { stateDir, endpoints, sourceSecret, inspectorPort } = options;
  const host = await startHost({ system: "floor", stateDir, endpoints, sourceSecret, inspectorPort });
  const report = async () => FloorReport.parse(await (await fetch(new URL("/counters", host.url))).json());
  const countRecorded = async () => (await report()).recorded;
  return {
    ingestUrl: new URL("/ingest", host.url).href,
    runtimePid: host.runtimePid,
    hostPid: host.pid,
    isOrdered: false,
    countUndelivered: () => Promise.resolve({ pending: 0, failed: 0 }),
    hasCaughtUp: async (eventIds) => (await countRecorded()) >= eventIds.length,
    lookEveryMs: LOOK_EVERY_MS,
    countRecorded,
    counters: async () => ({ counters: { ...(await report()), alarms: 0, deliverers: 0 }, lives: "" }),
    stop: () => host.stop(),
  };
}
