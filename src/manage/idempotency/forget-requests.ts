import { deleteRequests } from "../../record/idempotency.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { Budget } from "../retention/budget.ts";
import { KEPT_MS } from "./run-once.ts";

const ROWS_AT_ONCE = 200; // as for retention: D1 has one thread for all tenants

/** Forgets the requests whose Idempotency-Key has had its day. @returns how many. */
export async function forgetRequests(
  { db, clock }: Pick<ManageDeps, "db" | "clock">,
  budget: Budget,
): Promise<number> {
  const before = clock.now() - KEPT_MS;
  const { rows } = await budget.drain(ROWS_AT_ONCE, () => deleteRequests(db, before, ROWS_AT_ONCE));
  return rows;
}
