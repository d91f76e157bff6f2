import type { Instant } from "../platform/clock.ts";
import { advance, release } from "./advance.ts";
import { afterFailure, afterSuccess } from "./breaker.ts";
import { type Delivery, isSettled, type OpenEvent } from "./delivery.ts";
import { type Grant, takeGrants } from "./lease-out.ts";
import type { AttemptResult, Outcome, Settlement } from "./lease.ts";
import { reschedule } from "./ready.ts";
import { type CoordinatorState, markRow, type SubscriptionState, touch } from "./state.ts";
import { judge } from "./verdict.ts";

/** A lone successful attempt with an answer up to this long is folded into its delivery; a longer one gets a row. */
const MAX_FOLDED_ANSWER_CHARS = 256;

export interface SettleDeps {
  now: Instant;
  /** From 0 to 1, for the jitter of retries. */
  chance(): number;
}

/**
 * Takes a Worker's report and hands out what it can do next: first for the subscriptions that it has just served,
 * then for any other that has something ready.
 */
export function settle(state: CoordinatorState, settlement: Settlement, deps: SettleDeps): Grant[] {
  const served = new Set<SubscriptionState>();
  for (const outcome of settlement.outcomes) {
    const owner = settleOne(state, outcome, deps);
    if (owner) served.add(owner);
  }
  for (const lease of settlement.returned) {
    const owner = giveBack(state, lease, deps.now);
    if (owner) served.add(owner);
  }
  for (const owner of served) reschedule(state, owner, deps.now);

  const grants: Grant[] = [];
  for (const owner of [...served, ...state.ready]) {
    const wanted = settlement.wanted - grants.length;
    if (wanted <= 0) break;
    if (owner.subscription.policy.timeoutSeconds * 1000 > settlement.remainingMs) continue;
    grants.push(...takeGrants(state, owner, wanted, deps.now));
  }
  return grants;
}

function settleOne(state: CoordinatorState, outcome: Outcome, deps: SettleDeps): SubscriptionState | undefined {
  const owner = state.subscriptions.get(outcome.subscriptionId);
  const event = state.open.get(outcome.ordinal);
  const delivery = event?.deliveries.find((candidate) => candidate.subscriptionId === outcome.subscriptionId);
  if (!owner || !event || !delivery || isSettled(delivery)) return undefined;
  const { result } = outcome;
  // An attempt whose lease had ended may be reported twice: a success counts, whoever brings it; the rest is known.
  const isCurrent = outcome.attempt === delivery.attemptCount + 1;
  if (!isCurrent && result.error !== undefined) return undefined;

  release({ event, delivery });
  recordAttempt(state, { event, delivery }, result);
  owner.breaker = judgeBreaker(state, owner, result, deps.now);
  applyVerdict(state, owner, { event, delivery }, { result, deps });
  touch(state, event);
  if (delivery.lane) advance(state, delivery.lane, deps.now);
  return owner;
}

function applyVerdict(
  state: CoordinatorState,
  owner: SubscriptionState,
  { delivery }: { event: OpenEvent; delivery: Delivery },
  { result, deps }: { result: AttemptResult; deps: SettleDeps },
): void {
  const { retrySchedule } = owner.subscription.policy;
  const verdict = judge(result, { attempt: delivery.attemptCount, retrySchedule, now: deps.now }, deps.chance());
  switch (verdict.verdict) {
    case "delivered":
      end(delivery, "delivered", deps.now);
      break;
    case "gone":
      end(delivery, "delivered", deps.now);
      disable(state, owner, "the endpoint answered 410 Gone", deps.now);
      break;
    case "exhausted":
      end(delivery, "failed", deps.now);
      break;
    case "retry":
      delivery.nextAttemptAt = verdict.at;
      delivery.failingSince ??= deps.now;
      break;
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

function disable(state: CoordinatorState, owner: SubscriptionState, reason: string, now: Instant): void {
  owner.subscription = { ...owner.subscription, status: "disabled" };
  state.changes.disablements.push({ subscriptionId: owner.subscription.id, reason, at: now });
}

function judgeBreaker(state: CoordinatorState, owner: SubscriptionState, result: AttemptResult, now: Instant) {
  const isUp = result.error === undefined || result.statusCode === 410;
  const next = isUp ? afterSuccess(owner.breaker) : afterFailure(owner.breaker, now);
  if (next.openUntil !== owner.breaker.openUntil) state.changes.breakers.add(owner);
  return next;
}

function recordAttempt(
  state: CoordinatorState,
  { event, delivery }: { event: OpenEvent; delivery: Delivery },
  result: AttemptResult,
): void {
  delivery.attemptCount += 1;
  const { responseBody, statusCode } = result;
  const isShort = (responseBody?.length ?? 0) <= MAX_FOLDED_ANSWER_CHARS;
  if (delivery.attemptCount === 1 && result.error === undefined && statusCode !== undefined && isShort) {
    const { at, durationMs } = result;
    delivery.soleAttempt = responseBody ? [at, durationMs, statusCode, responseBody] : [at, durationMs, statusCode];
    return;
  }
  state.changes.attempts.push({
    ordinal: event.ordinal,
    eventId: event.head.id,
    subscriptionId: delivery.subscriptionId,
    number: delivery.attemptCount,
    result,
  });
}

/** A lease that was not begun: as if it had never been given. */
function giveBack(
  state: CoordinatorState,
  lease: Settlement["returned"][number],
  now: Instant,
): SubscriptionState | undefined {
  const event = state.open.get(lease.ordinal);
  const delivery = event?.deliveries.find((candidate) => candidate.subscriptionId === lease.subscriptionId);
  if (!event || !delivery?.lane || delivery.leasedUntil === null || isSettled(delivery)) return undefined;
  if (lease.attempt !== delivery.attemptCount + 1) return undefined;
  release({ event, delivery });
  markRow(state, event);
  advance(state, delivery.lane, now);
  return delivery.lane.owner;
}
