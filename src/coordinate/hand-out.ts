import type { Log } from "../platform/log.ts";
import type { Grant } from "./lease-out.ts";

/**
 * Hands each group of leases to a Deliverer of its own. One after the other: a group may carry megabytes of bodies,
 * and `start` only hands them over.
 */
export async function handOut(
  groups: readonly Grant[][],
  { start, log, coordinator }: { start(grants: Grant[]): Promise<void>; log: Log; coordinator: string },
): Promise<void> {
  for (const grants of groups) {
    try {
      await start(grants);
    } catch (failure) {
      // It may have begun all the same, so its leases are left to end by themselves.
      log.warn("deliverer_failed", { coordinator, error: String(failure) });
    }
  }
}
