import { type Config, readConfig } from "./config.ts";
import type { Lease } from "./coordinate/lease.ts";
import { attempt, type AttemptDeps } from "./deliver/attempt.ts";
import type { DeliveryWork } from "./deliver/deliver.ts";
import { deliverFor } from "./deliver/deliver-for.ts";
import { attemptDepsOf, isolateOutbox } from "./deliver/isolate-attempts.ts";
import type { Outbox } from "./deliver/outbox.ts";
import { logOfCoordinator } from "./deliver/log-attempt.ts";
import type { Limits } from "./manage/limits.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { createLog, type Log } from "./platform/log.ts";
import { Recent } from "./platform/recent.ts";
import { createSealer, type Sealer } from "./platform/seal.ts";
import type { RecordDatabases } from "./record/record-databases.ts";

/** What an isolate makes once and every request, cron and route shares. */
export interface Parts {
  config: Config;
  /** The directory. */
  db: D1Database;
  records: RecordDatabases;
  clock: Clock;
  log: Log;
  sealer: Sealer;
  limits: Limits;
  /** A new stub of the coordinator with this name. */
  coordinator(name: string): ReturnType<Env["COORDINATOR"]["getByName"]>;
  /** Outcomes that the next event takes along. */
  outbox: Outbox;
  /** Works off the leases of an event whose body is at hand, and reports what could not be reported. */
  deliver(coordinator: string, work: DeliveryWork): Promise<void>;
  attempt(lease: Lease, body: Uint8Array): ReturnType<typeof attempt>;
}

/** An object's id is a keyed hash of its name: worth keeping for those in use. */
const MAX_REMEMBERED_IDS = 1_000;

/** @throws Error that names what is misconfigured. */
export function createParts(env: Env): Parts {
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  const attempts: AttemptDeps = attemptDepsOf(config, env);
  const ids = new Recent<string, DurableObjectId>(MAX_REMEMBERED_IDS);
  const coordinator = (name: string) => {
    const id = ids.get(name) ?? env.COORDINATOR.idFromName(name);
    ids.set(name, id);
    return env.COORDINATOR.get(id);
  };
  return {
    config,
    db: env.DB,
    records: config.records,
    clock: systemClock,
    log,
    sealer: createSealer(config.encryptionKey, config.encryptionKeyOld),
    limits: { failures: env.AUTH_FAILURES, requests: env.API_REQUESTS },
    coordinator,
    outbox: isolateOutbox,
    deliver: (name, work) =>
      deliverFor(work, {
        coordinator: () => coordinator(name),
        outbox: isolateOutbox.for(name),
        attempts,
        log: logOfCoordinator(log, name),
      }),
    attempt: (lease, body) => attempt(lease, body, attempts),
  };
}
