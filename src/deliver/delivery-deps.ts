import type { Lease, Settlement } from "../coordinate/lease.ts";
import { systemClock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { createSealer } from "../platform/seal.ts";
import { attempt, type AttemptDeps } from "./attempt.ts";
import type { DeliverDeps } from "./deliver.ts";
import { createSigningKeys } from "./signing-keys.ts";

/** A settle that meets a restarting coordinator is worth another try; the leases give it time. */
const SETTLE_TRIES = 4;
const FIRST_PAUSE_MS = 200;

let made: { key: string; deps: Promise<AttemptDeps> } | undefined;

/** Everything an attempt needs. Made once per isolate, for the signing keys' sake. */
export function attemptDepsOf(config: { encryptionKey: string; allowPrivateEndpoints: boolean }): Promise<AttemptDeps> {
  if (made?.key !== config.encryptionKey) {
    const deps = createSealer(config.encryptionKey).then((sealer) => ({
      fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
      keys: createSigningKeys(sealer),
      urlRules: { allowPrivate: config.allowPrivateEndpoints, ownHosts: [] },
      clock: systemClock,
    }));
    made = { key: config.encryptionKey, deps };
  }
  return made.deps;
}

/** Everything one run of `deliver` needs. @param settle one call to the coordinator, over a fresh stub each time. */
export function deliverDeps(
  attempts: AttemptDeps,
  log: Log,
  settle: (settlement: Settlement) => Promise<Lease[]>,
): DeliverDeps {
  return {
    attempt: (lease, body) => attempt(lease, body, attempts),
    settle: (settlement) => settleStubbornly(settlement, settle, log),
    clock: systemClock,
    wait,
    log,
  };
}

/** Outcomes that cannot be reported are lost with the Worker: the leases expire and the deliveries go again. */
async function settleStubbornly(
  settlement: Settlement,
  settle: (settlement: Settlement) => Promise<Lease[]>,
  log: Log,
): Promise<Lease[]> {
  for (let tries = 1; tries <= SETTLE_TRIES; tries++) {
    try {
      return await settle(settlement);
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
