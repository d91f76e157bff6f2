import { Problem } from "../../platform/problem.ts";
import type { Subscription, SubscriptionStatus } from "../../record/subscriptions.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { saveAndApply } from "./change-subscription.ts";
import type { SubscriptionView } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

/** `pause` and `resume` are the tenant's own; `enable` also ends a disablement, whatever its reason. */
export type Switch = "pause" | "resume" | "enable";

/** What a switch makes of a status; null where it may not. */
const OUTCOMES: Readonly<Record<Switch, Readonly<Record<SubscriptionStatus, SubscriptionStatus | null>>>> = {
  pause: { enabled: "paused", paused: "paused", disabled: null },
  resume: { enabled: "enabled", paused: "enabled", disabled: null },
  enable: { enabled: "enabled", paused: "enabled", disabled: "enabled" },
};

/**
 * Stops or restarts a subscription's deliveries. Events go on being taken in for it all the while.
 * @throws Problem `conflict` for a disabled one, unless it is enabled; `unavailable`
 */
export async function switchSubscription(
  deps: Pick<ManageDeps, "db" | "clock" | "sealer" | "coordinator" | "log">,
  subscription: Subscription,
  how: Switch,
): Promise<SubscriptionView> {
  const status = OUTCOMES[how][subscription.status];
  if (status === null) {
    throw new Problem("conflict", `This subscription is disabled: it can be enabled, but not ${PAST[how]}.`);
  }
  if (status === subscription.status) return viewSubscription(deps, subscription);
  return saveAndApply(deps, subscription, { status, disabledReason: null });
}

const PAST: Readonly<Record<Switch, string>> = { pause: "paused", resume: "resumed", enable: "enabled" };
