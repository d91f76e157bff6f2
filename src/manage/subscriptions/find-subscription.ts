import { Problem } from "../../platform/problem.ts";
import { findSubscription, type Subscription } from "../../record/subscriptions.sql.ts";

/** The tenant's subscription with this id. @throws Problem `not_found` */
export async function subscriptionOf(
  deps: { db: D1Database },
  tenantId: string,
  id: string,
): Promise<Subscription> {
  const subscription = await findSubscription(deps.db, tenantId, id);
  if (subscription) return subscription;
  throw new Problem("not_found", "This tenant has no subscription with this id.");
}
