import type { RecordDatabase } from "../../record/record-database.ts";
import { deleteStatistics, rollUpStatistics } from "../../record/statistics.sql.ts";
import { ROLL_UP_AFTER_MS, ROLLED_UP_MS } from "../statistics/windows.ts";
import type { Budget } from "./budget.ts";

const DAY_MS = 86_400_000;
/** Rows that one statement deletes: they are small. */
const ROWS_AT_ONCE = 1_000;

/**
 * Rolls up a tenant's statistics of the days before yesterday, over all partitions, and deletes those past its
 * retention. @returns whether nothing is left to do.
 */
export async function keepStatistics(
  db: RecordDatabase,
  tenant: { id: string; retentionDays: number },
  { now, budget }: { now: number; budget: Budget },
): Promise<boolean> {
  if (budget.isSpent) return false;
  budget.spend();
  const rolledUpUntil = now - ROLL_UP_AFTER_MS;
  const before = rolledUpUntil - (rolledUpUntil % ROLLED_UP_MS);
  await rollUpStatistics(db, tenant.id, { before, bucketMs: ROLLED_UP_MS });
  const past = { before: now - tenant.retentionDays * DAY_MS, limit: ROWS_AT_ONCE };
  const { isDone } = await budget.drain(ROWS_AT_ONCE, () => deleteStatistics(db, tenant.id, past));
  return isDone;
}
