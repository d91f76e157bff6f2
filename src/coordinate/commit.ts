import { bucketDropsAt, bucketOf } from "./bucket.ts";
import type { Instant } from "../platform/clock.ts";
import type { BucketTables } from "./buckets.sql.ts";
import type { OpenEvent } from "./delivery.ts";
import type { CoordinatorTables } from "./coordinator.sql.ts";
import type { HealthTables } from "./health.sql.ts";
import { storeHealth } from "./health.ts";
import type { MovesTables } from "./moves.sql.ts";
import { type Changes, noChanges } from "./changes.ts";
import type { CoordinatorState } from "./state.ts";
import type { CoordinatedSubscription } from "./subscription.ts";

/** More rows than this are not moved out of an old bucket: moving costs two rows each, waiting costs none. */
const MAX_MOVED_ROWS = 500;
const LOOK_AGAIN_MS = 60_000;

/** Storage of a coordinator: its small tables, how subscriptions fare, its event buckets, and what it has given away. */
export interface Tables {
  small: CoordinatorTables;
  health: HealthTables;
  buckets: BucketTables;
  moves: MovesTables;
}

/** Writes what a turn has changed: a row per new event and per stream, and one for all that has become of the others. */
export function writeChanges(state: CoordinatorState, tables: Tables): void {
  const { changes } = state;
  state.changes = noChanges();
  writeEvents(state, changes, tables);
  for (const [stream, streamState] of changes.streams) tables.small.saveStream(stream, streamState);
  for (const attempt of changes.attempts) {
    state.unprojectedAttempts.push(tables.small.saveAttempt(attempt));
  }
  if (changes.leasesEndAt > state.leasesEndAt) {
    state.leasesEndAt = changes.leasesEndAt;
    tables.small.setMeta("leases-end", state.leasesEndAt);
  }
  for (const owner of changes.breakers) tables.small.saveBreaker(owner.subscription.id, owner.breaker);
  for (const replay of changes.replays) tables.small.saveReplay(replay);
  for (const owner of changes.health) {
    tables.health.saveHealth(owner.subscription.id, storeHealth(owner.health));
  }
  for (const notice of changes.notices) tables.health.saveNotice(notice);
  for (const [subscriptionId, backlog] of changes.backlogs) {
    if (backlog) tables.small.saveBacklog(backlog);
    else tables.small.deleteBacklog(subscriptionId);
  }
  for (const disablement of changes.disablements) {
    tables.small.saveDisablement(disablement);
    state.unprojectedDisablements.push(disablement);
  }
}

function writeEvents(state: CoordinatorState, { events, departed }: Changes, tables: Tables): void {
  const changed: OpenEvent[] = [];
  for (const [event, body] of events) {
    if (body) {
      tables.buckets.insertEvent(event, body);
      // Reopened: its row is deleted by itself one day, and with it what tells how far the numbers have come.
      if (event.isHeld) saveNumbers(state, tables);
    } else if (departed.has(event)) tables.buckets.rewriteEvent(event);
    else changed.push(event);
  }
  if (changed.length > 0) tables.buckets.saveChanges(changed);
}

/** Writes the configuration that has just been put into force. */
export function saveConfiguration(
  state: CoordinatorState,
  { small, health, moves }: Tables,
  subscriptions: readonly CoordinatedSubscription[],
): void {
  small.saveSubscriptions(subscriptions);
  health.keepHealthOf(new Set(state.subscriptions.keys()));
  small.setMeta("version", state.version);
  small.setMeta("partitions", state.partitions);
  moves.saveLayout(state.layout);
  small.setMeta("retention-days", state.retentionDays);
  small.saveRecordDatabase(state.recordDatabase);
}

/** Drops the buckets whose time is over; a few rows that are still needed move out, many keep their bucket. */
export function dropOldBuckets(state: CoordinatorState, tables: Tables): void {
  if (state.now < state.nextDropAfter) return;
  const over = tables.buckets.buckets().filter((bucket) => bucketDropsAt(bucket) <= state.now);
  if (over.length === 0) return;
  saveNumbers(state, tables);
  const needed = Map.groupBy(
    [...state.open.values()].filter((event) => !event.isHeld),
    (event) => bucketOf(event.ordinal),
  );
  for (const bucket of over) {
    const events = needed.get(bucket) ?? [];
    if (events.length <= MAX_MOVED_ROWS) tables.buckets.dropBucket(bucket, events);
  }
  state.nextDropAfter = state.now + LOOK_AGAIN_MS;
}

function saveNumbers(state: CoordinatorState, tables: Tables): void {
  tables.small.setMeta("ordinal", state.lastOrdinal);
  tables.small.setMeta("revision", state.lastRevision);
}

/** When the next bucket is to be dropped, or null. */
export function nextDropAt(state: CoordinatorState, tables: Tables): Instant | null {
  const [oldest] = tables.buckets.buckets();
  return oldest === undefined ? null : Math.max(bucketDropsAt(oldest), state.nextDropAfter);
}
