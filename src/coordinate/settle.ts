import type { Instant } from "../platform/clock.ts";
import { advance, release } from "./advance.ts";
import { afterFailure, afterSuccess } from "./breaker.ts";
import { type Delivery, isSettled } from "./delivery.ts";
import { disable } from "./disable.ts";
import type { LaneEntry } from "./lanes.ts";
import { type Grant, takeGrants } from "./lease-out.ts";
import type { AttemptResult, Outcome, Settlement } from "./lease.ts";
import { reschedule } from "./ready.ts";
import { noteSettled } from "./replays.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";
import { countAttempt } from "./statistics.ts";
import { judge, type Verdict } from "./verdict.ts";
import { watchHealth } from "./watch-health.ts";

/** A lone successful attempt with an answer up to this long is folded into its delivery; a longer one gets a row. */
const MAX_FOLDED_ANSWER_CHARS = 128; // a thousand deliveries of one event still fit into one value of D1
/** Whoever reports, no answer may be longer than the record can take. */
const MAX_ANSWER_CHARS = 16 * 1024;

/**
 * Takes a Worker's report and hands out what it can do next: first for the subscriptions that it has just served,
 * then for any other that has something ready.
 * @param chance from 0 to 1, for the jitter of retries.
 */
export function settle(state: CoordinatorState, settlement: Settlement, chance: () => number): Grant[] {
  const served = takeReport(state, settlement, chance);
  return handOutNext(state, served, settlement);
}

/** Takes down what came of leases. @returns the subscriptions that were served. */
export function takeReport(
  state: CoordinatorState,
  { outcomes, returned }: Pick<Settlement, "outcomes" | "returned">,
  chance: () => number,
): ReadonlySet<SubscriptionState> {
  const served = new Set<SubscriptionState>();
  for (const outcome of outcomes) {
    const owner = settleOne(state, outcome, chance);
    if (owner) served.add(owner);
  }
  for (const lease of returned) {
    const owner = giveBack(state, lease);
    if (owner) served.add(owner);
  }
  for (const owner of served) reschedule(state, owner);
  return served;
}

/** Leases for a Worker that has room for `wanted` of them. */
export function handOutNext(
  state: CoordinatorState,
  served: ReadonlySet<SubscriptionState>,
  { wanted, remainingMs }: Pick<Settlement, "wanted" | "remainingMs">,
): Grant[] {
  const grants: Grant[] = [];
  for (const owner of [...served, ...state.ready]) {
    const room = wanted - grants.length;
    if (room <= 0) break;
    if (owner.subscription.policy.timeoutSeconds * 1000 > remainingMs) continue;
    grants.push(...takeGrants(state, owner, room));
  }
  return grants;
}

function settleOne(
  state: CoordinatorState,
  outcome: Outcome,
  chance: () => number,
): SubscriptionState | undefined {
  const owner = state.subscriptions.get(outcome.subscriptionId);
  const entry = entryOf(state, outcome);
  if (!owner || !entry || !isNews(entry.delivery, outcome)) return undefined;
  const { event, delivery } = entry;
  const { result } = outcome;

  release(entry);
  recordAttempt(state, entry, result);
  const attempt = delivery.attemptCount - (delivery.reopening?.after ?? 0);
  const facts = { attempt, ...owner.subscription.policy, now: state.now };
  const verdict = judge(result, facts, chance());
  countAttempt(state.statistics, {
    subscriptionId: outcome.subscriptionId,
    category: event.head.categories[0] ?? "other",
    verdict: verdict.verdict,
    durationMs: result.durationMs,
    now: state.now,
  });
  tellBreaker(state, owner, verdict);
  watchHealth(state, owner, { entry, result, verdict });
  conclude(state, delivery, verdict);
  if (verdict.verdict === "gone") disable(state, owner, "the endpoint answered 410 Gone");
  touch(state, event);
  if (delivery.lane) advance(state, delivery.lane);
  return owner;
}

/**
 * Whether an outcome tells something. An attempt whose lease had ended may be reported twice: a success counts,
 * whoever brings it, the rest is known. One that was skipped or taken back while it was under way is kept, too.
 */
function isNews(delivery: Delivery, { attempt, result }: Outcome): boolean {
  const isCurrent = attempt === delivery.attemptCount + 1;
  if (isSettled(delivery)) return isCurrent && delivery.leasedUntil !== null;
  return isCurrent || result.error === undefined;
}

function conclude(state: CoordinatorState, delivery: Delivery, verdict: Verdict): void {
  if (isSettled(delivery)) {
    // The endpoint has it after all; a failure does not unsettle anything.
    if (isTaken(verdict)) end(delivery, "delivered", state.now);
    return;
  }
  applyVerdict(delivery, verdict, state.now);
  if (isSettled(delivery)) noteSettled(state, delivery);
}

function applyVerdict(delivery: Delivery, verdict: Verdict, now: Instant): void {
  switch (verdict.verdict) {
    case "delivered":
    case "gone":
      end(delivery, "delivered", now);
      return;
    case "exhausted":
      end(delivery, "failed", now);
      return;
    case "retry":
      delivery.nextAttemptAt = verdict.at;
      delivery.failingSince ??= now;
      return;
    default:
      verdict satisfies never;
  }
}

function end(delivery: Delivery, status: "delivered" | "failed", now: Instant): void {
  delivery.status = status;
  delivery.settledAt = now;
  delivery.nextAttemptAt = null;
  delivery.failingSince = null;
}

/** Whether the endpoint has answered in a way that settles the delivery. */
function isTaken({ verdict }: Verdict): boolean {
  return verdict === "delivered" || verdict === "gone";
}

function tellBreaker(state: CoordinatorState, owner: SubscriptionState, verdict: Verdict): void {
  const next = isTaken(verdict) ? afterSuccess(owner.breaker) : afterFailure(owner.breaker, state.now);
  if (next.openUntil !== owner.breaker.openUntil) state.changes.breakers.add(owner);
  owner.breaker = next;
}

function recordAttempt(state: CoordinatorState, { event, delivery }: LaneEntry, result: AttemptResult): void {
  delivery.attemptCount += 1;
  const { at, durationMs, statusCode } = result;
  const responseBody = result.responseBody?.slice(0, MAX_ANSWER_CHARS);
  const isShort = (responseBody?.length ?? 0) <= MAX_FOLDED_ANSWER_CHARS;
  const replayId = delivery.reopening?.replayId;
  const isFoldable = delivery.attemptCount === 1 && isShort && !replayId;
  if (isFoldable && result.error === undefined && statusCode !== undefined) {
    delivery.soleAttempt = responseBody
      ? [at, durationMs, statusCode, responseBody]
      : [at, durationMs, statusCode];
    return;
  }
  state.changes.attempts.push({
    ordinal: event.ordinal,
    eventId: event.head.id,
    subscriptionId: delivery.subscriptionId,
    number: delivery.attemptCount,
    result: { ...result, ...(responseBody !== undefined && { responseBody }) },
    ...(replayId && { replayId }),
  });
}

/** A lease that was not begun: as if it had never been given. */
function giveBack(
  state: CoordinatorState,
  lease: Settlement["returned"][number],
): SubscriptionState | undefined {
  const entry = entryOf(state, lease);
  const lane = entry?.delivery.lane;
  if (!entry || !lane || entry.delivery.leasedUntil === null) return undefined;
  if (lease.attempt !== entry.delivery.attemptCount + 1) return undefined;
  release(entry);
  if (isSettled(entry.delivery)) touch(state, entry.event);
  advance(state, lane);
  return lane.owner;
}

function entryOf(
  state: CoordinatorState,
  { ordinal, subscriptionId }: { ordinal: number; subscriptionId: string },
): LaneEntry | undefined {
  const event = state.open.get(ordinal);
  const delivery = event?.deliveries.find((candidate) => candidate.subscriptionId === subscriptionId);
  return event && delivery && { event, delivery };
}
