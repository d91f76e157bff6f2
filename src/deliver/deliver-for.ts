import type { Lease, Settlement } from "../coordinate/lease.ts";
import { systemClock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { attempt, type AttemptDeps } from "./attempt.ts";
import { deliver, type DeliveryWork } from "./deliver.ts";
import type { CoordinatorOutbox } from "./outbox.ts";

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
  outbox: CoordinatorOutbox;
  attempts: AttemptDeps;
  log: Log;
}

/** Works off leases with the real clock, the real network and the coordinator that gave them. Never throws. */
export function deliverFor(work: DeliveryWork, deps: DeliverForDeps): Promise<void> {
  const { attempts, outbox, log } = deps;
  return deliver(work, {
    attempt: (lease, body) => attempt(lease, body, attempts),
    settle: (settlement) => settleStubbornly(settlement, deps),
    outbox,
    clock: systemClock,
    wait,
    log,
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
