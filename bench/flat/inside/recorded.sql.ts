import { firstIdAt } from "../../../src/platform/ids.ts";

/** How many events of the tenant the record has that were made at `since` or later. */
export async function countRecordedSince(db: D1Database, tenantId: string, since: number): Promise<number> {
  const events = await db
    .prepare("SELECT count(*) AS events FROM event WHERE tenant_id = ? AND id >= ?")
    .bind(tenantId, firstIdAt("evt", since))
    .first<number>("events");
  return events ?? 0;
}
