import { setTimeout as pause } from "node:timers/promises";
import { DISTURBED_FROM_CORES } from "./compare.ts";
import { nowMs } from "./monotonic.ts";
import { readMachineCpuSeconds } from "./process-cost.ts";

const LOOK_FOR_MS = 1000;
const PATIENCE_MS = 60_000;

/** Waits for a second in which nothing keeps the machine busy; after a minute goes on without one. */
export async function whenMachineIsQuiet(): Promise<void> {
  const until = nowMs() + PATIENCE_MS;
  while ((await busyCores()) >= DISTURBED_FROM_CORES && nowMs() < until);
}

async function busyCores(): Promise<number> {
  const beganAt = nowMs();
  const before = readMachineCpuSeconds();
  await pause(LOOK_FOR_MS);
  const after = readMachineCpuSeconds();
  if (before === undefined || after === undefined) return 0; // a system that does not tell is taken as it is
  return ((after - before) * 1000) / (nowMs() - beganAt);
}
