import { countInUse } from "../../coordinate/partition.ts";
import { sealHeaders } from "../../deliver/own-headers.ts";
import { Problem } from "../../platform/problem.ts";
import { type SubscriptionChange, updateSubscription } from "../../record/subscription-changes.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import { findTenant } from "../../record/tenants.sql.ts";
import { applyChange } from "../apply-change.ts";
import type { ManageDeps } from "../deps.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { checkShares, defaultInFlight } from "./check-shares.ts";
import { subscriptionOf } from "./find-subscription.ts";
import type { SubscriptionPatch, SubscriptionView } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

type ChangeDeps = Pick<
  ManageDeps,
  "db" | "clock" | "sealer" | "coordinator" | "log" | "allowPrivate" | "ownHosts"
>;

/** When it returns, the next event sees the change. @throws Problem `invalid`, `not_found`, `unavailable` */
export async function changeSubscription(
  deps: ChangeDeps,
  subscription: Subscription,
  patch: SubscriptionPatch,
): Promise<SubscriptionView> {
  const { url, description, maxInFlight, headers, ...settings } = patch;
  if (url !== undefined) checkEndpoint(deps, url);
  const slots =
    maxInFlight === undefined ? undefined : await slotsOf(deps, subscription.tenantId, maxInFlight);
  return saveAndApply(deps, subscription, {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    settings: {
      ...settings,
      ...(slots !== undefined && { maxInFlight: slots }),
      ...(headers !== undefined && { headers: await sealHeaders(deps.sealer, headers, subscription.id) }),
    },
  });
}

/** @param asked null = the default. @throws Problem `invalid` where the partitions cannot share it. */
async function slotsOf(
  { db }: Pick<ManageDeps, "db">,
  tenantId: string,
  asked: number | null,
): Promise<number> {
  const tenant = await findTenant(db, tenantId);
  const partitions = tenant ? countInUse(tenant) : 1;
  const slots = asked ?? defaultInFlight(partitions);
  checkShares(slots, partitions);
  return slots;
}

/** Writes the change and puts it into force. @returns the subscription as it stands then. */
export async function saveAndApply(
  deps: Pick<ManageDeps, "db" | "clock" | "sealer" | "coordinator" | "log">,
  { tenantId, id }: Subscription,
  change: SubscriptionChange,
): Promise<SubscriptionView> {
  const updated = await updateSubscription(deps.db, { tenantId, id }, { change, at: deps.clock.now() });
  if (!updated) throw new Problem("not_found", "This tenant has no subscription with this id.");
  await applyChange(deps, tenantId);
  return viewSubscription(deps, await subscriptionOf(deps, tenantId, id));
}
