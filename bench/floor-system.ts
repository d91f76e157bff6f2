import * as z from "zod";
import { startHost } from "./host-process.ts";
import type { System, SystemOptions } from "./system.ts";

const FloorReport = z.object({
  objectRowsWritten: z.number(),
  recordRowsWritten: z.number(),
  recordStatements: z.number(),
  recorded: z.number(),
  requests: z.number().optional(),
});

/** Starts the floor. */
export async function startFloor(options: SystemOptions): Promise<System> {
  const { stateDir, endpoints, sourceSecret } = options;
  const host = await startHost({ system: "floor", stateDir, endpoints, sourceSecret });
  const report = async () => FloorReport.parse(await (await fetch(new URL("/counters", host.url))).json());
  const countRecorded = async () => (await report()).recorded;
  return {
    ingestUrl: new URL("/ingest", host.url).href,
    runtimePid: host.runtimePid,
    hostPid: host.pid,
    isOrdered: false,
    countPending: () => Promise.resolve(0),
    hasCaughtUp: async (eventIds) => (await countRecorded()) >= eventIds.length,
    countRecorded,
    counters: report,
    stop: () => host.stop(),
  };
}
