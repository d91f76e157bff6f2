import type { AttemptResult, Lease, Outcome, Settlement } from "../coordinate/lease.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { CONNECTIONS_PER_INVOCATION as SLOTS } from "../platform/worker-limits.ts";
import { logAttempt } from "./log-attempt.ts";
import type { CoordinatorOutbox } from "./outbox.ts";

/** Work after the answer ends about 30 s after it (Workers limits, `waitUntil`). The longest timeout fits, with a last settle behind it. */
export const BUDGET_MS = 25_500;
/** Outcomes that fall together share one request: that costs more than this wait. */
const GATHER_MS = 15;
/** So long an outcome waits for an event that takes it along. The next of its lane waits with it. */
const RIDE_MS = 5;
/** Kept free before a lease ends, for the outcome's way back. */
const SETTLE_MARGIN_MS = 1_000;

/** What an invocation has to work on. */
export interface DeliveryWork {
  leases: readonly Lease[];
  /** Of the event that the caller has just had accepted: its leases carry none. */
  body?: Uint8Array;
  /** Outcomes that could not be reported so far, for another try. */
  unreported?: readonly Outcome[];
}

export interface DeliverDeps {
  attempt(lease: Lease, body: Uint8Array): Promise<AttemptResult>;
  /** Reports to the coordinator that gave the leases; returns the next ones. */
  settle(settlement: Settlement): Promise<Lease[]>;
  /** Where outcomes wait until they are reported, by this invocation or by another one. */
  outbox: CoordinatorOutbox;
  clock: Clock;
  wait(ms: number): Promise<void>;
  log: Log;
}

/**
 * Attempts every lease, reports the outcomes and goes on with what the coordinator hands out next, until nothing
 * is left or the invocation's time is up. What is not begun goes back; what dies with the Worker expires.
 * Under load the next event takes outcomes along to the coordinator, and this invocation is done.
 */
export async function deliver(work: DeliveryWork, deps: DeliverDeps): Promise<void> {
  const { outbox } = deps;
  const endsAt = deps.clock.now() + BUDGET_MS;
  const waiting = [...work.leases];
  const underWay = new Set<Promise<void>>();
  let hasNews = false;
  let returned: Settlement["returned"] = [];
  const note = (outcome: Outcome) => {
    hasNews = true;
    outbox.put(outcome);
  };
  for (const outcome of work.unreported ?? []) note(outcome);

  const begin = (lease: Lease) => {
    const body = lease.body ?? work.body;
    const finishesBy = deps.clock.now() + lease.target.timeoutSeconds * 1000;
    if (!body || finishesBy > Math.min(endsAt, lease.until - SETTLE_MARGIN_MS)) {
      returned.push(nameOf(lease));
      return;
    }
    const running = deps.attempt(lease, body).then((result) => {
      underWay.delete(running);
      note({ ...nameOf(lease), result });
      logAttempt(deps.log, lease, result);
    });
    underWay.add(running);
  };

  for (;;) {
    while (underWay.size < SLOTS && waiting.length > 0) {
      const lease = waiting.shift();
      if (lease) begin(lease);
    }
    if (!hasNews && returned.length === 0) {
      if (underWay.size === 0) return;
      await Promise.race(underWay);
    }
    if (underWay.size > 0) await Promise.race([Promise.all(underWay), deps.wait(GATHER_MS)]);
    hasNews = false;
    if (returned.length === 0 && (await isLeftToOthers(deps, underWay.size === 0))) continue;

    const outcomes = outbox.takeAll();
    if (outcomes.length + returned.length === 0) continue;
    const wanted = SLOTS - underWay.size - waiting.length;
    const remainingMs = endsAt - deps.clock.now();
    const settlement: Settlement = { outcomes, returned, wanted, remainingMs };
    returned = [];
    waiting.push(...(await deps.settle(settlement)));
  }
}

/**
 * Whether another invocation reports what is in the outbox. Where events come one after the other and nobody waits for
 * what they do not take along, an invocation that is idle does.
 */
async function isLeftToOthers(
  { outbox, wait }: Pick<DeliverDeps, "outbox" | "wait">,
  isIdle: boolean,
): Promise<boolean> {
  if (!outbox.isBusy()) return false;
  if (outbox.isWatched()) return true;
  if (isIdle) {
    outbox.watch(RIDE_MS);
    await wait(RIDE_MS);
  }
  return false;
}

function nameOf(lease: Lease): { ordinal: number; subscriptionId: string; attempt: number } {
  return { ordinal: lease.ordinal, subscriptionId: lease.target.subscriptionId, attempt: lease.attempt };
}
