import { Problem } from "../../platform/problem.ts";
import { type SubscriptionChange, updateSubscription } from "../../record/subscription-changes.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import { findTenant } from "../../record/tenants.sql.ts";
import { applyChange } from "../apply-change.ts";
import type { ManageDeps } from "../deps.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { checkShares } from "./check-shares.ts";
import { subscriptionOf } from "./find-subscription.ts";
import { DEFAULT_SETTINGS } from "./limits.ts";
import type { SubscriptionPatch, SubscriptionView } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

type ChangeDeps = Pick<ManageDeps, "db" | "clock" | "coordinator" | "log" | "allowPrivate" | "ownHosts">;

/** When it returns, the next event sees the change. @throws Problem `invalid`, `not_found`, `unavailable` */
export async function changeSubscription(
  deps: ChangeDeps,
  subscription: Subscription,
  patch: SubscriptionPatch,
): Promise<SubscriptionView> {
  const { url, description, filter: _refused, ...settings } = patch;
  if (url !== undefined) checkEndpoint(deps, url);
  if (settings.maxInFlight !== undefined) {
    const tenant = await findTenant(deps.db, subscription.tenantId);
    checkShares(settings.maxInFlight ?? DEFAULT_SETTINGS.maxInFlight, tenant?.partitions ?? 1);
  }
  return saveAndApply(deps, subscription, {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    settings,
  });
}

/** Writes the change and puts it into force. @returns the subscription as it stands then. */
export async function saveAndApply(
  deps: Pick<ManageDeps, "db" | "clock" | "coordinator" | "log">,
  { tenantId, id }: Subscription,
  change: SubscriptionChange,
): Promise<SubscriptionView> {
  const updated = await updateSubscription(deps.db, { tenantId, id }, { change, at: deps.clock.now() });
  if (!updated) throw new Problem("not_found", "This tenant has no subscription with this id.");
  await applyChange(deps, tenantId);
  return viewSubscription(await subscriptionOf(deps, tenantId, id));
}
