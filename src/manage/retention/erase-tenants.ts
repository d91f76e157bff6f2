import { coordinatorName } from "../../coordinate/partition.ts";
import { deletePortalLinks } from "../../record/portal-links.sql.ts";
import { forgetStatuses } from "../../record/coordinator-status.sql.ts";
import {
  deleteAttempts,
  deleteEvents,
  deleteKeys,
  deleteSubscriptions,
  type ErasingTenant,
  erasingTenants,
  forgetStreams,
  removeTenant,
  type StreamMark,
} from "../../record/retention.sql.ts";
import { deleteReplays } from "../../record/replays.sql.ts";
import { deleteStatistics } from "../../record/statistics.sql.ts";
import type { RecordDatabase } from "../../record/record-database.ts";
import type { NamedDatabase } from "../../record/record-databases.ts";
import { eachBounded } from "../bounded.ts";
import type { ManageDeps } from "../deps.ts";
import type { Budget } from "./budget.ts";
import { inTurn } from "./in-turn.ts";

export type EraseDeps = Pick<ManageDeps, "db" | "records" | "clock" | "coordinator" | "log">;

const TENANTS_AT_ONCE = 5;
const ROWS_AT_ONCE = 200; // as for retention: a row may carry a megabyte
const STREAMS_AT_ONCE = 10_000; // looked at by one statement; few of them are this tenant's
const ERASURES_AT_ONCE = 6; // RPCs under way: an invocation has about six connections
/** Later than anything that was ever counted: the last instant that a date can hold. */
const END_OF_TIME_MS = 8_640_000_000_000_000;
/** Sorts behind every event's id. */
const BEHIND_ALL_EVENTS = "evt`";
const BEHIND_ALL_REPLAYS = "rpl`";
/**
 * Isolates remember a tenant for seconds, and a batch may be on its way to the record when the erasure begins.
 * Until this is over the erasure is repeated, so that nothing that comes late stays.
 */
const LATECOMERS_MS = 60_000;

/**
 * Erases, as far as the budget reaches, the tenants whose deletion was asked for: their coordinators first, so that
 * nothing new is recorded, then everything in the record, the tenant itself last. Repeatable at every point.
 * @returns how many are gone for good.
 */
export async function eraseTenants(deps: EraseDeps, budget: Budget): Promise<number> {
  let gone = 0;
  for (const database of inTurn(deps.records.all, deps.clock.now())) {
    gone += await eraseIn(deps, database, budget);
  }
  return gone;
}

async function eraseIn(deps: EraseDeps, database: NamedDatabase, budget: Budget): Promise<number> {
  if (budget.isSpent) return 0;
  budget.spend();
  let gone = 0;
  for (const tenant of await erasingTenants(deps.db, database, TENANTS_AT_ONCE)) {
    if (budget.isSpent) break;
    if (await eraseTenant(deps, tenant, budget)) gone += 1;
  }
  return gone;
}

/** @returns whether the tenant is gone for good; else the cron goes on with it. */
export async function eraseTenant(deps: EraseDeps, tenant: ErasingTenant, budget: Budget): Promise<boolean> {
  try {
    await eraseCoordinators(deps, tenant);
    if (!(await eraseEntries(deps.db, tenant.id, budget))) return false;
    if (!(await eraseRecord(deps.records.of(tenant), tenant.id, budget))) return false;
    if (!(await eraseStreams(deps.db, tenant.id, budget))) return false;
    if (deps.clock.now() - tenant.since < LATECOMERS_MS) return false;
    await deletePortalLinks(deps.db, tenant.id);
    await removeTenant(deps.db, tenant.id);
    deps.log.info("tenant_erased", { tenantId: tenant.id });
    return true;
  } catch (failure) {
    deps.log.warn("erasure_failed", { tenantId: tenant.id, error: String(failure) });
    return false;
  }
}

async function eraseCoordinators({ coordinator }: EraseDeps, tenant: ErasingTenant): Promise<void> {
  const partitions = Array.from({ length: tenant.partitions }, (_, partition) => partition);
  await eachBounded(partitions, ERASURES_AT_ONCE, (partition) =>
    coordinator(coordinatorName(tenant.id, partition)).erase(),
  );
}

/** What the tenant's name alone leads to in the directory. */
async function eraseEntries(db: D1Database, tenantId: string, budget: Budget): Promise<boolean> {
  budget.spend();
  await deleteKeys(db, tenantId);
  const { isDone } = await budget.drain(ROWS_AT_ONCE, () => deleteSubscriptions(db, tenantId, ROWS_AT_ONCE));
  return isDone;
}

async function eraseRecord(db: RecordDatabase, tenantId: string, budget: Budget): Promise<boolean> {
  const all = { before: BEHIND_ALL_EVENTS, limit: ROWS_AT_ONCE };
  const steps = [
    () => deleteReplays(db, tenantId, { before: BEHIND_ALL_REPLAYS, limit: ROWS_AT_ONCE }),
    () => deleteAttempts(db, tenantId, all),
    () => deleteEvents(db, tenantId, all),
    () => deleteStatistics(db, tenantId, { before: END_OF_TIME_MS, limit: ROWS_AT_ONCE }),
  ];
  for (const step of steps) {
    const { isDone } = await budget.drain(ROWS_AT_ONCE, step);
    if (!isDone) return false;
  }
  if (budget.isSpent) return false;
  budget.spend();
  await forgetStatuses(db, tenantId);
  return true;
}

async function eraseStreams(db: D1Database, tenantId: string, budget: Budget): Promise<boolean> {
  let mark: StreamMark | null = { sourceId: "", stream: "" };
  while (mark !== null) {
    if (budget.isSpent) return false;
    budget.spend();
    mark = await forgetStreams(db, tenantId, { after: mark, limit: STREAMS_AT_ONCE });
  }
  return true;
}
