import type { AttemptResult, Lease, Outcome, Settlement } from "../coordinate/lease.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { CONNECTIONS_PER_INVOCATION as SLOTS } from "../platform/worker-limits.ts";
import { logAttempt } from "./log-attempt.ts";

/** Work after the answer ends about 30 s after it (Workers limits, `waitUntil`). The longest timeout fits, with a last settle behind it. */
const BUDGET_MS = 25_500;
/** Outcomes that fall together share one settle: a request to the coordinator costs more than this wait. */
const GATHER_MS = 15;
/** Kept free before a lease ends, for the outcome's way back. */
const SETTLE_MARGIN_MS = 1_000;

export interface DeliverDeps {
  attempt(lease: Lease, body: Uint8Array): Promise<AttemptResult>;
  /** Reports to the coordinator that gave the leases; returns the next ones. */
  settle(settlement: Settlement): Promise<Lease[]>;
  clock: Clock;
  wait(ms: number): Promise<void>;
  log: Log;
}

/**
 * Attempts every lease, reports the outcomes and goes on with what the coordinator hands out next, until nothing
 * is left or the invocation's time is up. What is not begun goes back; what dies with the Worker expires.
 * @param ownBody the body of the event that the caller has just had accepted: its leases carry none.
 */
export async function deliver(
  leases: readonly Lease[],
  ownBody: Uint8Array | undefined,
  deps: DeliverDeps,
): Promise<void> {
  const endsAt = deps.clock.now() + BUDGET_MS;
  const waiting = [...leases];
  const underWay = new Set<Promise<void>>();
  let outcomes: Outcome[] = [];
  let returned: Settlement["returned"] = [];

  const begin = (lease: Lease) => {
    const body = lease.body ?? ownBody;
    const finishesBy = deps.clock.now() + lease.target.timeoutSeconds * 1000;
    if (!body || finishesBy > Math.min(endsAt, lease.until - SETTLE_MARGIN_MS)) {
      returned.push(nameOf(lease));
      return;
    }
    const running = deps.attempt(lease, body).then((result) => {
      underWay.delete(running);
      outcomes.push({ ...nameOf(lease), result });
      logAttempt(deps.log, lease, result);
    });
    underWay.add(running);
  };

  for (;;) {
    while (underWay.size < SLOTS && waiting.length > 0) {
      const lease = waiting.shift();
      if (lease) begin(lease);
    }
    if (outcomes.length === 0 && returned.length === 0) {
      if (underWay.size === 0) return;
      await Promise.race(underWay);
    }
    if (underWay.size > 0) await Promise.race([Promise.all(underWay), deps.wait(GATHER_MS)]);

    const settlement: Settlement = {
      outcomes,
      returned,
      wanted: SLOTS - underWay.size - waiting.length,
      remainingMs: endsAt - deps.clock.now(),
    };
    outcomes = [];
    returned = [];
    waiting.push(...(await deps.settle(settlement)));
  }
}

function nameOf(lease: Lease): { ordinal: number; subscriptionId: string; attempt: number } {
  return { ordinal: lease.ordinal, subscriptionId: lease.target.subscriptionId, attempt: lease.attempt };
}
