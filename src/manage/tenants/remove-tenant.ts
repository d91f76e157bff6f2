import { countInUse } from "../../coordinate/partition.ts";
import { isSystemTenant } from "../../operational/system-tenant.ts";
import { Problem } from "../../platform/problem.ts";
import { findTenant, markErasing } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { Budget } from "../retention/budget.ts";
import { eraseTenant } from "../retention/erase-tenants.ts";

/** What is erased at once, after the answer; the cron does the rest. */
const FIRST_STATEMENTS = 100;

/**
 * Ends a tenant: from the answer on it does not exist for anybody, and everything of it is erased in the
 * background. May be repeated by id while that lasts. @throws Problem `not_found`, `conflict` for the system tenant
 */
export async function removeTenant(
  deps: Pick<ManageDeps, "db" | "records" | "clock" | "coordinator" | "log" | "waitUntil">,
  idOrUid: string,
): Promise<void> {
  const tenant = await findTenant(deps.db, idOrUid);
  if (!tenant) throw new Problem("not_found", "There is no tenant with this id or uid.");
  if (isSystemTenant(tenant)) {
    throw new Problem("conflict", "The system tenant stays: what Hooklane has to tell is kept in it.");
  }
  if (tenant.status === "erasing") return;
  const since = deps.clock.now();
  await markErasing(deps.db, tenant.id, since);
  const erasing = { ...tenant, partitions: countInUse(tenant), since };
  deps.waitUntil(eraseTenant(deps, erasing, new Budget(FIRST_STATEMENTS)));
}
