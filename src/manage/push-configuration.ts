import { coordinatorName, FIRST_LAYOUT, partitionsInUse } from "../coordinate/partition.ts";
import type { Configuration } from "../coordinate/subscription.ts";
import { behindTenants, notePushed } from "../record/reconciliation.sql.ts";
import { readConfiguration } from "../record/subscriptions.sql.ts";
import { eachBounded } from "./bounded.ts";
import type { ManageDeps } from "./deps.ts";

export type PushDeps = Pick<ManageDeps, "db" | "coordinator" | "log">;

/** What became of a push. */
export type Pushed =
  /** Every coordinator has this version or a later one. */
  | { result: "pushed"; version: number }
  /** Some coordinators did not take it; the cron pushes again. */
  | { result: "behind"; version: number; partitions: number[] }
  /** The tenant is gone, and so there is nothing to configure. */
  | { result: "gone" };

/** RPCs under way at once: an invocation has about six connections, and 64 partitions are done in a few rounds. */
const PUSHES_AT_ONCE = 6;
const TRIES = 2;

/** Brings the tenant's present configuration to the coordinators of all its partitions. */
export async function pushConfiguration(deps: PushDeps, tenantId: string): Promise<Pushed> {
  const configuration = await readConfiguration(deps.db, tenantId);
  if (!configuration) return { result: "gone" };
  const { version } = configuration;
  const { layout = FIRST_LAYOUT } = configuration;
  const partitions = partitionsInUse({ ...configuration, layout });
  const taken = await eachBounded(partitions, PUSHES_AT_ONCE, (partition) =>
    configurePartition(deps, configuration, partition),
  );
  const missed = partitions.filter((partition) => !taken[partition]);
  if (missed.length > 0) return { result: "behind", version, partitions: missed };
  await noteDone(deps, tenantId, version);
  return { result: "pushed", version };
}

/** Pushes what an earlier push left behind, for at most `limit` tenants. @returns how many are up to date since. */
export async function reconcileConfigurations(deps: PushDeps, limit: number): Promise<number> {
  let reconciled = 0;
  for (const tenantId of await behindTenants(deps.db, limit)) {
    const pushed = await pushConfiguration(deps, tenantId);
    if (pushed.result === "pushed") reconciled += 1;
  }
  return reconciled;
}

async function configurePartition(
  { coordinator, log }: PushDeps,
  configuration: Configuration,
  partition: number,
): Promise<boolean> {
  const { tenantId, version } = configuration;
  for (let trial = 1; trial <= TRIES; trial++) {
    try {
      await coordinator(coordinatorName(tenantId, partition)).configure(configuration);
      return true;
    } catch (failure) {
      log.warn("push_failed", { tenantId, partition, version, trial, error: String(failure) });
      if (isOverloaded(failure)) return false;
    }
  }
  return false;
}

// The configuration is in force whether or not this is noted: without the note the cron pushes it once more.
async function noteDone({ db, log }: PushDeps, tenantId: string, version: number): Promise<void> {
  try {
    await notePushed(db, tenantId, version);
  } catch (failure) {
    log.warn("push_not_noted", { tenantId, version, error: String(failure) });
  }
}

// A coordinator that sheds load asks not to be called again at once (Durable Objects, error handling).
function isOverloaded(failure: unknown): boolean {
  return failure instanceof Error && "overloaded" in failure && failure.overloaded === true;
}
