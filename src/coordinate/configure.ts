import { abandon, advance, dissolve } from "./advance.ts";
import { reschedule } from "./ready.ts";
import { endReplaysOf } from "./replays.ts";
import {
  applySettings,
  type CoordinatorState,
  type Disablement,
  keepDisabled,
  newSubscriptionState,
} from "./state.ts";
import type { Configuration, CoordinatedSubscription } from "./subscription.ts";

/**
 * After the record has heard of disablements: from here on the configuration counts again. Either it has the
 * subscription disabled by now, or somebody has changed the subscription since, and then their word is the last.
 * @param subscriptions the coordinator's own copy, as last configured.
 */
export function endDisablements(
  state: CoordinatorState,
  told: readonly Disablement[],
  subscriptions: readonly CoordinatedSubscription[],
): void {
  const ids = new Set(told.map(({ subscriptionId }) => subscriptionId));
  for (const subscription of subscriptions.filter(({ id }) => ids.has(id))) {
    const owner = state.subscriptions.get(subscription.id);
    if (owner) applySettings(state, owner, subscription);
  }
  keepDisabled(state);
  for (const owner of state.subscriptions.values()) reschedule(state, owner);
}

/**
 * Puts a version of the tenant's configuration into force. An older version than the one known is ignored: pushes
 * may overtake each other. What is pending stays pending under the new settings; what belongs to a subscription
 * that is gone is skipped.
 * @returns whether anything was put into force.
 */
export function configure(state: CoordinatorState, configuration: Configuration): boolean {
  if (configuration.version <= state.version) return false;
  state.version = configuration.version;
  state.partitions = configuration.partitions;
  state.layout = configuration.layout ?? state.layout;
  state.retentionDays = configuration.retentionDays ?? state.retentionDays;
  if (configuration.recordDatabase !== undefined) state.recordDatabase = configuration.recordDatabase;
  state.matches.clear();

  const kept = new Set(configuration.subscriptions.map((subscription) => subscription.id));
  for (const [id, owner] of state.subscriptions) {
    if (kept.has(id)) continue;
    abandon(state, owner);
    endReplaysOf(state, id);
    state.subscriptions.delete(id);
    state.ready.delete(owner);
    state.timetable.clear(owner);
  }
  for (const subscription of configuration.subscriptions) {
    const known = state.subscriptions.get(subscription.id);
    if (known) applySettings(state, known, subscription);
    else state.subscriptions.set(subscription.id, newSubscriptionState(state, subscription));
  }
  keepDisabled(state);
  for (const lane of [...state.lanes.values()]) {
    if (lane.owner.subscription.policy.ordering === "none") dissolve(state, lane);
    advance(state, lane);
  }
  for (const owner of state.subscriptions.values()) reschedule(state, owner);
  return true;
}
