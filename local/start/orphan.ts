import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { readRunning } from "./running.ts";

const GONE_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 20;

/**
 * Ends the runtime that a killed start left behind on this state folder. Its leash does that within
 * milliseconds; this is for the machine where the leash was killed too. Call it with the lock held.
 * @param isRuntime whether a process is a runtime at present
 */
export async function endOrphan(
  stateDir: string,
  isRuntime: (pid: number) => boolean = isWorkerd,
): Promise<void> {
  const pid = readRunning(stateDir)?.runtimePid;
  if (pid === undefined || !isRuntime(pid)) return;
  kill(pid);
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (isRuntime(pid) && Date.now() < deadline) await pause(LOOK_EVERY_MS);
}

/** One that its leash has ended since it was seen is as good as killed. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (failure) {
    if (!isGone(failure)) throw failure;
  }
}

function isGone(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ESRCH";
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
