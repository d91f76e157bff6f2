import { countByDatabase } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";

/**
 * Says in the log which databases hold tenants' records and are not part of this deployment: what these tenants get is
 * delivered, and nothing of it is recorded, read or erased until they are back.
 * @returns how many are missing
 */
export async function tellMissingDatabases({
  db,
  records,
  log,
}: Pick<ManageDeps, "db" | "records" | "log">): Promise<number> {
  const known = new Set(records.all.map(({ recordDatabase }) => recordDatabase));
  const missing = (await countByDatabase(db)).filter(({ recordDatabase }) => !known.has(recordDatabase));
  for (const { recordDatabase, tenants } of missing) {
    log.warn("database_missing", { database: recordDatabase, tenants });
  }
  return missing.length;
}
