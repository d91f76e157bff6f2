import { compileFilters } from "../match/filters.ts";
import type { Instant } from "../platform/clock.ts";
import { abandon, advance } from "./advance.ts";
import { reschedule } from "./ready.ts";
import { applyPolicy, type CoordinatorState, newSubscriptionState } from "./state.ts";
import type { Configuration } from "./subscription.ts";

/**
 * Puts a version of the tenant's configuration into force. An older version than the one known is ignored: pushes
 * may overtake each other. What is pending stays pending under the new settings; what belongs to a subscription
 * that is gone is skipped.
 * @returns whether anything was put into force.
 */
export function configure(state: CoordinatorState, configuration: Configuration, now: Instant): boolean {
  if (configuration.version <= state.version) return false;
  state.version = configuration.version;
  state.partitions = configuration.partitions;
  state.matches.clear();

  const kept = new Set(configuration.subscriptions.map((subscription) => subscription.id));
  for (const [id, owner] of state.subscriptions) {
    if (kept.has(id)) continue;
    abandon(state, owner, now);
    state.subscriptions.delete(id);
    state.ready.delete(owner);
    state.timetable.clear(owner);
  }
  for (const subscription of configuration.subscriptions) {
    const filters = compileFilters(subscription.filters);
    const known = state.subscriptions.get(subscription.id);
    if (known) applyPolicy(state, known, subscription, filters);
    else state.subscriptions.set(subscription.id, newSubscriptionState(state, subscription, filters));
  }
  for (const lane of [...state.lanes.values()]) advance(state, lane, now);
  for (const owner of state.subscriptions.values()) reschedule(state, owner, now);
  return true;
}
