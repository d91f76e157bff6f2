import { Problem } from "../../platform/problem.ts";
import { removeSubscription as removeRow } from "../../record/subscription-changes.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import { applyChange } from "../apply-change.ts";
import type { ManageDeps } from "../deps.ts";

/** Ends a subscription; what is pending for it is skipped. @throws Problem `not_found`, `unavailable` */
export async function removeSubscription(
  deps: Pick<ManageDeps, "db" | "coordinator" | "log">,
  { tenantId, id }: Subscription,
): Promise<void> {
  const removed = await removeRow(deps.db, tenantId, id);
  if (!removed) throw new Problem("not_found", "This tenant has no subscription with this id.");
  await applyChange(deps, tenantId);
}
