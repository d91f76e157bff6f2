import { env } from "cloudflare:workers";
import type { RecordDatabase } from "../../../src/record/record-database.ts";
import { RecordDatabases } from "../../../src/record/record-databases.ts";
import { findTenant } from "../../../src/record/tenants.sql.ts";

const others = new Map([
  ["RECORD_1", env.RECORD_1],
  ["RECORD_2", env.RECORD_2],
]);

/** A deployment with one database. */
export const oneDatabase = new RecordDatabases(env.DB, new Map(), []);

/** One with three, in which new tenants are spread over all of them. */
export const threeDatabases = new RecordDatabases(env.DB, others, ["DB", "RECORD_1", "RECORD_2"]);

/** One with three, in which new tenants' records go into this one. */
export function allIn(name: "DB" | "RECORD_1" | "RECORD_2"): RecordDatabases {
  return new RecordDatabases(env.DB, others, [name]);
}

/** Where this tenant's record is. One that there is not is taken to be of a deployment with one database. */
export async function recordOf(tenantId: string): Promise<RecordDatabase> {
  const tenant = await findTenant(env.DB, tenantId);
  return threeDatabases.of(tenant ?? { recordDatabase: null });
}
