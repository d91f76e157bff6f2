import { firstIdAt } from "../../platform/ids.ts";
import {
  deleteAttempts,
  deleteEvents,
  type DueTenant,
  dueTenants,
  notePruned,
} from "../../record/retention.sql.ts";
import type { RecordDatabase } from "../../record/record-database.ts";
import type { NamedDatabase } from "../../record/record-databases.ts";
import { deleteReplays } from "../../record/replays.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { Budget } from "./budget.ts";
import { inTurn } from "./in-turn.ts";
import { keepStatistics } from "./keep-statistics.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TENANTS_AT_ONCE = 20;
/** Rows that one statement deletes: D1 has one thread for all tenants, and a row may carry a megabyte. */
const ROWS_AT_ONCE = 200;

type PruneDeps = Pick<ManageDeps, "db" | "records" | "clock" | "log">;

/**
 * Deletes events, with their attempts, and replays that are older than their tenant's retention: each tenant once an hour,
 * the longest unpruned of each database first, until the budget is spent. What is left is done by the next run, and a
 * database that is away keeps its own tenants waiting only.
 * @returns the number of events that were deleted.
 */
export async function pruneTenants(deps: PruneDeps, budget: Budget): Promise<number> {
  const now = deps.clock.now();
  let pruned = 0;
  for (const database of inTurn(deps.records.all, now)) {
    try {
      pruned += await pruneIn(deps, database, { now, budget });
    } catch (failure) {
      deps.log.warn("prune_failed", { database: database.name, error: String(failure) });
    }
  }
  return pruned;
}

async function pruneIn(
  deps: PruneDeps,
  database: NamedDatabase,
  { now, budget }: { now: number; budget: Budget },
): Promise<number> {
  if (budget.isSpent) return 0;
  budget.spend();
  let pruned = 0;
  const due = { before: now - HOUR_MS, limit: TENANTS_AT_ONCE };
  for (const tenant of await dueTenants(deps.db, database, due)) {
    const { events, isDone } = await pruneTenant(database.db, tenant, { now, budget });
    pruned += events;
    if (events > 0) deps.log.info("prune", { tenantId: tenant.id, events });
    if (!isDone) break;
    budget.spend();
    await notePruned(deps.db, tenant.id, now);
  }
  return pruned;
}

async function pruneTenant(
  db: RecordDatabase,
  tenant: DueTenant,
  { now, budget }: { now: number; budget: Budget },
): Promise<{ events: number; isDone: boolean }> {
  const end = now - tenant.retentionDays * DAY_MS;
  const range = { before: firstIdAt("evt", end), limit: ROWS_AT_ONCE };
  // Attempts first, so that none is left without its event.
  const attempts = await budget.drain(ROWS_AT_ONCE, () => deleteAttempts(db, tenant.id, range));
  if (!attempts.isDone) return { events: 0, isDone: false };
  const events = await budget.drain(ROWS_AT_ONCE, () => deleteEvents(db, tenant.id, range));
  if (!events.isDone) return { events: events.rows, isDone: false };
  const replays = { before: firstIdAt("rpl", end), limit: ROWS_AT_ONCE };
  const old = await budget.drain(ROWS_AT_ONCE, () => deleteReplays(db, tenant.id, replays));
  const isDone = old.isDone && (await keepStatistics(db, tenant, { now, budget }));
  return { events: events.rows, isDone };
}
