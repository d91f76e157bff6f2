import type { FilterIndex } from "../match/filter-index.ts";
import { type CompiledFilters, compileFilters } from "../match/filters.ts";
import type { Instant } from "../platform/clock.ts";
import { Fifo } from "../platform/fifo.ts";
import { type Backlog, OPEN_LIMITS, type OpenLimits } from "./backlog.ts";
import { type Breaker, CLOSED } from "./breaker.ts";
import { type Changes, noChanges } from "./changes.ts";
import { type ChangeMarks, newChangeMarks } from "./change-marks.ts";
import type { OpenEvent } from "./delivery.ts";
import type { Lane } from "./lanes.ts";
import { type CoordinatorPlace, countInUse, FIRST_LAYOUT } from "./partition.ts";
import { type Health, newHealth } from "./health.ts";
import type { AttemptResult } from "./lease.ts";
import type { Notice, NoticeWindow } from "./notice.ts";
import { fullBucket, type RateBucket } from "./rate.ts";
import type { ReplayState } from "./replays.ts";
import { rateShare, slotShare } from "./share.ts";
import { markChanged, newStatistics, type Statistics } from "./statistics.ts";
import type { CoordinatedSubscription, Layout } from "./subscription.ts";
import { type Timed, Timetable } from "./timetable.ts";
import type { WaitingGroup } from "./waiting.ts";

/** One subscription as a coordinator runs it: its settings, and what is going on. */
export interface SubscriptionState extends Timed {
  kind: "subscription";
  subscription: CoordinatedSubscription;
  filters: CompiledFilters;
  /** This partition's share of the limits. */
  slots: number;
  ratePerSecond: number | null;
  /** Leases that are out. */
  inFlight: number;
  /** Of these, leases of replays. */
  replaysInFlight: number;
  /** Deliveries that stand in its lanes. */
  open: number;
  breaker: Breaker;
  health: Health;
  /** The other partitions are asked about it no sooner than this. */
  mayAskAt: Instant;
  /** What the operator was told of it lately, by operational type. */
  noticeWindows: Map<string, NoticeWindow>;
  bucket: RateBucket;
  /** Lanes whose head may go: first attempts and retries apart, so that neither starves the other. */
  fresh: Fifo<Lane>;
  retries: Fifo<Lane>;
  /** Lanes of replays: they go when neither of the other two has anything. */
  replays: Fifo<Lane>;
  /** Leases given so far; every few of them a retry goes before a first attempt. */
  granted: number;
}

/** Who asks for the events of one type. */
export interface TypeMatch {
  owners: readonly SubscriptionState[];
  /** By their filters on the payload; null where none of them has one. */
  byPayload: FilterIndex<SubscriptionState> | null;
}

/** An attempt on its way into the record. */
export interface AttemptRecord {
  ordinal: number;
  eventId: string;
  subscriptionId: string;
  number: number;
  result: AttemptResult;
  replayId?: string;
}

/** Names a stored attempt: what came of it may take 16 KiB, and while the record is away thousands may wait. */
export interface WaitingAttempt {
  ordinal: number;
  subscriptionId: string;
  number: number;
  /** Of the attempt as JSON. */
  bytes: number;
}

/** A subscription that switched itself off: the record has to learn it. */
export interface Disablement {
  subscriptionId: string;
  reason: string;
  at: Instant;
}

/**
 * All that a coordinator knows. Everything here is in its tables too and is rebuilt from them after an eviction
 * or a crash; a turn changes it and commits the changes before anybody is answered.
 */
export interface CoordinatorState {
  tenantId: string;
  partition: number;
  partitions: number;
  /** Binding of the database that has the tenant's record; null = the directory's own (record/record-databases.ts). */
  recordDatabase: string | null;
  layout: Layout;
  /** How many it has given away in this life of the object. */
  streamsGiven: number;
  /** The time of the turn that is running: everything in one turn happens at once. */
  now: Instant;
  /** Version of the configuration; 0 = never configured. */
  version: number;
  subscriptions: Map<string, SubscriptionState>;
  /** Event type as received -> who asks for it. Emptied when the configuration changes. */
  matches: Map<string, TypeMatch>;
  /** Events with something left to do, by ordinal. */
  open: Map<number, OpenEvent>;
  /** Deliveries that stand in lanes. */
  openDeliveries: number;
  openLimits: OpenLimits;
  /** What waits in the record, by subscription. */
  backlogs: Map<string, Backlog>;
  /** Events that the record does not have as they are now, in the order of their revisions. */
  unprojected: Map<number, OpenEvent>;
  /** Attempts and disablements that the record does not have. */
  unprojectedAttempts: WaitingAttempt[];
  unprojectedDisablements: Disablement[];
  /** What the operator has yet to be told, by id, oldest first; and how much was too much to keep. */
  notices: Map<string, Notice>;
  droppedNotices: number;
  /** Subscriptions without a success for days, as far as this partition knows: the others are to be asked. */
  suspects: Set<SubscriptionState>;
  lanes: Map<string, Lane>;
  /** Replays with something left to do or to report here, by id. */
  replays: Map<string, ReplayState>;
  /** Subscriptions with a lane whose head may go and a gate that lets it: kept by `reschedule`. */
  ready: Set<SubscriptionState>;
  /** Stream -> what waits in it for a predecessor. */
  waiting: Map<string, WaitingGroup>;
  timetable: Timetable<Lane | SubscriptionState | WaitingGroup>;
  /** How long the record keeps an event; what is older is not delivered any more. */
  retentionDays: number;
  /** What is past its retention is looked for again after this. */
  nextExpiryAfter: Instant;
  /** Old buckets with too much left in them are looked at again after this. */
  nextDropAfter: Instant;
  /** When the last lease ends that no row tells of. */
  leasesEndAt: Instant;
  lastOrdinal: number;
  changeMarks: ChangeMarks;
  lastRevision: number;
  lastEventId: string | undefined;
  /** Not in any table: the record gets it about once a minute, and what is not told by then may be lost. */
  statistics: Statistics;
  changes: Changes;
}

/** Until a configuration says otherwise: the longest that there is (manage/tenants/tenant.schema.ts). */
const LONGEST_RETENTION_DAYS = 365;

export function emptyState({ tenantId, partition }: CoordinatorPlace, now: Instant): CoordinatorState {
  return {
    tenantId,
    partition,
    partitions: 1,
    recordDatabase: null,
    layout: FIRST_LAYOUT,
    streamsGiven: 0,
    now,
    version: 0,
    subscriptions: new Map(),
    matches: new Map(),
    open: new Map(),
    openDeliveries: 0,
    openLimits: OPEN_LIMITS,
    backlogs: new Map(),
    unprojected: new Map(),
    unprojectedAttempts: [],
    unprojectedDisablements: [],
    notices: new Map(),
    droppedNotices: 0,
    suspects: new Set(),
    lanes: new Map(),
    replays: new Map(),
    ready: new Set(),
    waiting: new Map(),
    timetable: new Timetable(),
    retentionDays: LONGEST_RETENTION_DAYS,
    nextExpiryAfter: 0,
    nextDropAfter: 0,
    leasesEndAt: 0,
    lastOrdinal: 0,
    changeMarks: newChangeMarks({ revision: 0, doneBelow: 0, changesAfter: 0 }),
    lastRevision: 0,
    lastEventId: undefined,
    statistics: newStatistics(now),
    changes: noChanges(),
  };
}

/** A subscription's state at the start. */
export function newSubscriptionState(
  state: CoordinatorState,
  subscription: CoordinatedSubscription,
): SubscriptionState {
  const owner: SubscriptionState = {
    kind: "subscription",
    subscription,
    filters: compileFilters(subscription.filters),
    slots: 0,
    ratePerSecond: null,
    inFlight: 0,
    replaysInFlight: 0,
    open: 0,
    breaker: CLOSED,
    health: newHealth(),
    mayAskAt: 0,
    noticeWindows: new Map(),
    bucket: { tokens: 0, at: 0 },
    fresh: new Fifo(),
    retries: new Fifo(),
    replays: new Fifo(),
    granted: 0,
    dueAt: null,
  };
  applySettings(state, owner, subscription);
  return owner;
}

/** Puts new settings into force, keeping what is going on. */
export function applySettings(
  state: CoordinatorState,
  owner: SubscriptionState,
  subscription: CoordinatedSubscription,
): void {
  const { maxInFlight, ratePerSecond } = subscription.policy;
  const sharers = countInUse(state);
  const rate = ratePerSecond === null ? null : rateShare(ratePerSecond, sharers);
  if (beginsAfresh(owner.subscription, subscription)) forgetFailures(state, owner);
  owner.subscription = subscription;
  owner.filters = compileFilters(subscription.filters);
  owner.slots = slotShare(maxInFlight, state.partition, sharers);
  if (rate !== null && rate !== owner.ratePerSecond) owner.bucket = fullBucket(rate, 0);
  owner.ratePerSecond = rate;
}

/** Whether somebody has set a subscription going again, or sent it elsewhere: what failed before says nothing then. */
function beginsAfresh(before: CoordinatedSubscription, after: CoordinatedSubscription): boolean {
  if (after.status !== "enabled") return false;
  return before.status !== "enabled" || before.target.url !== after.target.url;
}

function forgetFailures(state: CoordinatorState, owner: SubscriptionState): void {
  const { lastSuccessAt, stored } = owner.health;
  owner.health = { ...newHealth(), lastSuccessAt, stored };
  if (stored) state.changes.health.add(owner);
  if (owner.breaker.openUntil !== null) state.changes.breakers.add(owner);
  owner.breaker = CLOSED;
}

/** A subscription that switched itself off stays so until the record knows: no older word may switch it on again. */
export function keepDisabled(state: CoordinatorState): void {
  for (const { subscriptionId } of [...state.unprojectedDisablements, ...state.changes.disablements]) {
    const owner = state.subscriptions.get(subscriptionId);
    if (owner) owner.subscription = { ...owner.subscription, status: "disabled" };
  }
}

/** Marks an event as changed: its row will be written and the record told. */
export function touch(state: CoordinatorState, event: OpenEvent): void {
  state.lastRevision += 1;
  event.revision = state.lastRevision;
  state.unprojected.delete(event.ordinal);
  state.unprojected.set(event.ordinal, event);
  if (!state.changes.events.has(event)) state.changes.events.set(event, null);
  markChanged(state.statistics, state.now);
}
