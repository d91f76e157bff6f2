import type { Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { coordinatorName, partitionsInUse } from "./partition.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";
import type { SubscriptionHealth } from "./subscription-health.ts";
import { ASK_AGAIN_MS, conclude } from "./watch-health.ts";

export interface AskSiblingsDeps {
  state(): CoordinatorState;
  /** Asks the coordinator of this name; null where it does not know the subscription. */
  healthOf(coordinator: string, subscriptionId: string): Promise<SubscriptionHealth | null>;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit(job: () => void): Promise<void>;
  log: Log;
}

/**
 * Settles what is to become of the subscriptions that had no success here for days: the tenant's other partitions are
 * asked, and one that cannot be reached postpones the answer. Never throws.
 */
export async function askSiblings(deps: AskSiblingsDeps): Promise<void> {
  const suspects = [...deps.state().suspects];
  deps.state().suspects.clear();
  for (const owner of suspects) {
    const subscriptionId = owner.subscription.id;
    // Nobody asks twice while the first answer is on its way.
    owner.mayAskAt = deps.state().now + ASK_AGAIN_MS;
    try {
      const lastSuccessAt = await lastSuccessElsewhere(deps, owner);
      await deps.commit(() => conclude(deps.state(), subscriptionId, lastSuccessAt));
    } catch (failure) {
      deps.log.warn("siblings_not_asked", { subscriptionId, error: String(failure) });
    }
  }
}

/** The latest success that the others know; the first one after this partition's own failures began is enough. */
async function lastSuccessElsewhere(
  { state, healthOf }: AskSiblingsDeps,
  { subscription, health }: SubscriptionState,
): Promise<Instant | null> {
  const { tenantId, partition: own } = state();
  let latest: Instant | null = null;
  for (const partition of partitionsInUse(state())) {
    if (partition === own) continue;
    const sibling = await healthOf(coordinatorName(tenantId, partition), subscription.id);
    const at = sibling?.lastSuccessAt ?? null;
    if (at !== null && (latest === null || at > latest)) latest = at;
    if (latest !== null && latest > (health.failingSince ?? latest)) break;
  }
  return latest;
}
