import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { readRunning } from "./running.ts";

const GONE_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 20;

/**
 * Ends the runtime that a killed start left behind on this state folder. Its leash does that within
 * milliseconds; this is for the machine where the leash was killed too. Call it with the lock held.
 */
export async function endOrphan(stateDir: string): Promise<void> {
  const pid = readRunning(stateDir)?.runtimePid;
  if (pid === undefined || !isWorkerd(pid)) return;
  process.kill(pid, "SIGKILL");
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (isWorkerd(pid) && Date.now() < deadline) await pause(LOOK_EVERY_MS);
}

/** The system may have given the number to another program since; only a workerd may be ended. */
function isWorkerd(pid: number): boolean {
  try {
    const name = execFileSync("ps", ["-o", "comm=", "-p", String(pid)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    return name.toString().includes("workerd");
  } catch {
    return false;
  }
}
