import { nowMs } from "./monotonic.ts";
import { readCpuSeconds, readMachineCpuSeconds, readPeakBytes } from "./process-cost.ts";
import type { Counters, System } from "./system.ts";

/** What has been used so far. Absent where nobody tells. */
export interface CostReading {
  atMs: number;
  machineCpuSeconds: number | undefined;
  /** The runtime alone: what an edge provider would bill as CPU. */
  runtimeCpuSeconds: number | undefined;
  /** The Node process around it, which on one machine takes the log lines. */
  hostCpuSeconds: number | undefined;
  /** This process: load generator and receivers. */
  driverCpuSeconds: number;
  runtimePeakBytes: number | undefined;
  counters: Counters | undefined;
}

/** What an event costs, averaged over a load. */
export interface EventCost {
  runtimeCpuSecondsPer1000: number | undefined;
  hostCpuSecondsPer1000: number | undefined;
  driverCpuSecondsPer1000: number | undefined;
  runtimePeakBytes: number | undefined;
  /** How many cores everything else on the machine kept busy meanwhile. */
  othersCores: number | undefined;
  /** Index rows included. */
  objectRowsWritten: number | undefined;
  recordRowsWritten: number | undefined;
  recordStatements: number | undefined;
  objectRequests: number | undefined;
}

/** What of a system its costs are read from. */
type Costly = Pick<System, "runtimePid" | "hostPid" | "counters">;

export async function readCost(system: Costly): Promise<CostReading> {
  const { user, system: kernel } = process.cpuUsage();
  return {
    atMs: nowMs(),
    machineCpuSeconds: readMachineCpuSeconds(),
    runtimeCpuSeconds: readCpuSeconds(system.runtimePid),
    hostCpuSeconds: readCpuSeconds(system.hostPid),
    driverCpuSeconds: (user + kernel) / 1e6,
    runtimePeakBytes: readPeakBytes(system.runtimePid),
    counters: await system.counters?.(),
  };
}

export function costPerEvent(before: CostReading, after: CostReading, events: number): EventCost {
  const per = (earlier: number | undefined, later: number | undefined, share: number) =>
    earlier === undefined || later === undefined ? undefined : (later - earlier) / share;
  const thousands = events / 1000;
  return {
    runtimeCpuSecondsPer1000: per(before.runtimeCpuSeconds, after.runtimeCpuSeconds, thousands),
    hostCpuSecondsPer1000: per(before.hostCpuSeconds, after.hostCpuSeconds, thousands),
    driverCpuSecondsPer1000: per(before.driverCpuSeconds, after.driverCpuSeconds, thousands),
    runtimePeakBytes: after.runtimePeakBytes,
    othersCores: per(othersCpuSeconds(before), othersCpuSeconds(after), (after.atMs - before.atMs) / 1000),
    objectRowsWritten: per(before.counters?.objectRowsWritten, after.counters?.objectRowsWritten, events),
    recordRowsWritten: per(before.counters?.recordRowsWritten, after.counters?.recordRowsWritten, events),
    recordStatements: per(before.counters?.recordStatements, after.counters?.recordStatements, events),
    objectRequests: per(before.counters?.requests, after.counters?.requests, events),
  };
}

function othersCpuSeconds(reading: CostReading): number | undefined {
  const { machineCpuSeconds, runtimeCpuSeconds, hostCpuSeconds, driverCpuSeconds } = reading;
  if (machineCpuSeconds === undefined || runtimeCpuSeconds === undefined || hostCpuSeconds === undefined)
    return undefined;
  return machineCpuSeconds - runtimeCpuSeconds - hostCpuSeconds - driverCpuSeconds;
}
