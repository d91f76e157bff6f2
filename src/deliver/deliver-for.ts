import type { Lease, Settlement } from "../coordinate/lease.ts";
import { systemClock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { attempt, type AttemptDeps } from "./attempt.ts";
import { deliver } from "./deliver.ts";

/** A settle that meets a restarting coordinator is worth another try; the leases give it time. */
const SETTLE_TRIES = 4;
const FIRST_PAUSE_MS = 200;

/** The part of a coordinator that deliveries call. */
export interface SettlingCoordinator {
  settle(settlement: Settlement): Promise<Lease[]>;
}

export interface DeliverForDeps {
  /** A new stub of the coordinator that gave the leases: after a failure the old one stays broken. */
  coordinator(): SettlingCoordinator;
  attempts: AttemptDeps;
  log: Log;
}

/**
 * Works off leases with the real clock, the real network and the coordinator that gave them. Never throws.
 * @param ownBody the body that belongs to leases without one.
 */
export function deliverFor(
  leases: readonly Lease[],
  ownBody: Uint8Array | undefined,
  deps: DeliverForDeps,
): Promise<void> {
  return deliver(leases, ownBody, {
    attempt: (lease, body) => attempt(lease, body, deps.attempts),
    settle: (settlement) => settleStubbornly(settlement, deps),
    clock: systemClock,
    wait,
    log: deps.log,
  });
}

/** Outcomes that cannot be reported are lost with the Worker: the leases expire and the deliveries go again. */
async function settleStubbornly(
  settlement: Settlement,
  { coordinator, log }: DeliverForDeps,
): Promise<Lease[]> {
  for (let tries = 1; tries <= SETTLE_TRIES; tries++) {
    try {
      return await coordinator().settle(settlement);
    } catch (failure) {
      log.warn("settle_failed", { tries, outcomes: settlement.outcomes.length, error: String(failure) });
      if (tries < SETTLE_TRIES) await wait(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
  return [];
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
