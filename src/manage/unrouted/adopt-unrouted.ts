import { adoptable } from "../../record/stream-tenants.sql.ts";
import { findTenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { type AssignDeps, assignUnrouted } from "./assign-unrouted.ts";

/**
 * Assigns, oldest first, at most `limit` unrouted events whose stream has found its tenant since. One that fails
 * does not hold up the others: it is there again with the next round. @returns how many were assigned.
 */
export async function adoptUnrouted(
  deps: AssignDeps & Pick<ManageDeps, "log">,
  limit: number,
): Promise<number> {
  let adopted = 0;
  for (const { id, tenantId } of await adoptable(deps.db, limit)) {
    try {
      const tenant = await findTenant(deps.db, tenantId);
      if (tenant?.status !== "active") continue;
      await assignUnrouted(deps, id, tenant);
      adopted += 1;
    } catch (failure) {
      deps.log.warn("adoption_failed", { eventId: id, tenantId, error: String(failure) });
    }
  }
  return adopted;
}
