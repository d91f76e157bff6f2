import type { Instant } from "../platform/clock.ts";
import { Fifo } from "../platform/fifo.ts";
import { advance, enqueue, occupy } from "./advance.ts";
import { newChangeMarks } from "./change-marks.ts";
import type { Tables } from "./commit.ts";
import type { Projected } from "./coordinator.sql.ts";
import { isSettled, type OpenEvent } from "./delivery.ts";
import { restoreHealth } from "./health.ts";
import type { Lane, LaneEntry } from "./lanes.ts";
import { notePending, restoredReplay } from "./replays.ts";
import { type CoordinatorState, emptyState, keepDisabled, newSubscriptionState } from "./state.ts";
import type { CoordinatorPlace } from "./partition.ts";
import { hold } from "./waiting.ts";

/** Builds a coordinator's memory from its tables, as if it had never been away. */
export function rebuild(place: CoordinatorPlace, tables: Tables, now: Instant): CoordinatorState {
  const state = emptyState(place, now);
  state.version = tables.small.meta("version");
  state.partitions = Math.max(1, tables.small.meta("partitions"));
  state.layout = tables.moves.layout();
  state.retentionDays = tables.small.meta("retention-days") || state.retentionDays;
  state.recordDatabase = tables.small.recordDatabase();
  const breakers = tables.small.breakers();
  const healths = tables.health.healths();
  for (const subscription of tables.small.subscriptions()) {
    const owner = newSubscriptionState(state, subscription);
    owner.breaker = breakers.get(subscription.id) ?? owner.breaker;
    const health = healths.get(subscription.id);
    if (health) owner.health = restoreHealth(health);
    state.subscriptions.set(subscription.id, owner);
  }
  const projected = tables.small.projected();
  state.lastOrdinal = Math.max(tables.buckets.highestOrdinal(), tables.small.meta("ordinal"));
  state.lastRevision = Math.max(tables.small.meta("revision"), projected.revision);
  state.unprojectedAttempts = tables.small.waitingAttempts();
  state.unprojectedDisablements = tables.small.disablements();
  for (const notice of tables.health.notices()) state.notices.set(notice.event.id, notice);
  keepDisabled(state);
  for (const stored of tables.small.replays()) state.replays.set(stored.id, restoredReplay(stored));
  for (const backlog of tables.small.backlogs()) state.backlogs.set(backlog.subscriptionId, backlog);
  state.changeMarks = newChangeMarks(projected);
  rebuildLanes(state, tables, projected);
  state.leasesEndAt = tables.small.meta("leases-end");
  assumeLeases(state);
  for (const lane of [...state.lanes.values()]) advance(state, lane);
  return state;
}

function rebuildLanes(state: CoordinatorState, tables: Tables, projected: Projected): void {
  const events = newestOfEach(tables.buckets.unfinishedSince(projected));
  // In the order of acceptance, so that the oldest lanes are the first to go on.
  for (const event of events) {
    state.open.set(event.ordinal, event);
    state.lastRevision = Math.max(state.lastRevision, event.revision);
    state.lastEventId = later(state.lastEventId, event.head.id);
    if (event.head.waitsUntil !== undefined) hold(state, event, event.head.waitsUntil);
    for (const delivery of event.deliveries) {
      const owner = state.subscriptions.get(delivery.subscriptionId);
      // One that was settled while it was under way waits for its outcome.
      if (!owner || delivery.isInBacklog || (isSettled(delivery) && delivery.leasedUntil === null)) continue;
      enqueue(state, owner, { event, delivery });
      notePending(state, delivery);
    }
  }
  for (const lane of state.lanes.values()) {
    putInOrder(lane);
    const [head, ...behind] = lane.entries;
    if (head && head.delivery.leasedUntil !== null) occupy(lane.owner, head.delivery);
    // Lanes may have merged since: only a head can hold a lease, or its slot would never come back.
    for (const { delivery } of behind) delivery.leasedUntil = null;
  }
  const changed = events.filter((event) => event.revision > projected.revision);
  for (const event of changed.toSorted((a, b) => a.revision - b.revision)) {
    state.unprojected.set(event.ordinal, event);
  }
}

/**
 * A lease that was given after acceptance has no row. Whoever could have got one is taken to have it until the last
 * of them ends: the Worker that holds it may still report, and an attempt beside it could reach the endpoint after a
 * later event of the lane.
 */
function assumeLeases(state: CoordinatorState): void {
  const until = state.leasesEndAt;
  if (until <= state.now) return;
  for (const { owner, entries } of state.lanes.values()) {
    const delivery = entries.peek()?.delivery;
    if (!delivery || (delivery.nextAttemptAt ?? 0) >= until || (delivery.leasedUntil ?? 0) >= until) continue;
    if (delivery.leasedUntil === null) occupy(owner, delivery);
    delivery.leasedUntil = until;
  }
}

/** An event that was reopened has another row in its old bucket until that is dropped: the younger one is true. */
function newestOfEach(events: readonly OpenEvent[]): OpenEvent[] {
  return [...new Map(events.map((event) => [event.head.id, event])).values()];
}

/**
 * What waited for a predecessor has left in another order than it was accepted in: a lane goes by its positions, and
 * that of a replay by the order in which it was opened.
 */
function putInOrder(lane: Lane): void {
  const entries = [...lane.entries];
  const ordered = entries.toSorted((a, b) => placeOf(a) - placeOf(b));
  if (ordered.every((entry, index) => entry === entries[index])) return;
  lane.entries = new Fifo();
  for (const entry of ordered) lane.entries.push(entry);
}

function placeOf({ delivery: { position, reopening } }: LaneEntry): number {
  return reopening?.replayId ? reopening.place : position;
}

function later(a: string | undefined, b: string): string {
  return a === undefined || b > a ? b : a;
}
