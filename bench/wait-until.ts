import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY_MS = 25;

/** Looks until `holds` does; answers false when the deadline passes first. */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  deadlineMs: number,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<boolean> {
  const until = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > until) return false;
    await pause(lookEveryMs);
  }
  return true;
}
