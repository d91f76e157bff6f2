import type { Sealed } from "../platform/sealed.ts";
import { changeWithVersion } from "./configuration-version.sql.ts";
import { keyIdOf } from "./key-id.sql.ts";

const HEADERS = "json_extract(settings, '$.headers')";
// Word for word the condition of the index `subscription_plain_headers`, so that nothing else is read.
const IS_PLAIN = `json_type(settings, '$.headers') = 'object' AND ${HEADERS} <> '{}'`;

/** Condition on a subscription: another key than the present one, which is the first parameter, has sealed its headers. */
export const HAS_STALE_HEADERS = `json_type(settings, '$.headers') = 'text' AND ${keyIdOf(HEADERS)} <> ?1`;

/** A subscription's own headers as the record has them: sealed, or in clear as JSON. */
export interface RecordedHeaders<Text extends string = string> {
  tenantId: string;
  id: string;
  text: Text;
}

const COLUMNS = `tenant_id AS tenantId, id, ${HEADERS} AS text`;

/** Headers in clear, from before headers were sealed. */
export async function plainHeaders(db: D1Database, limit: number): Promise<RecordedHeaders[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM subscription WHERE ${IS_PLAIN} LIMIT ?`)
    .bind(limit)
    .all<RecordedHeaders>();
  return results;
}

/** Headers that another key than the present one has sealed. */
export async function staleHeaders(
  db: D1Database,
  keyId: string,
  limit: number,
): Promise<RecordedHeaders<Sealed>[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM subscription WHERE ${HAS_STALE_HEADERS} LIMIT ?2`)
    .bind(keyId, limit)
    .all<RecordedHeaders<Sealed>>();
  return results;
}

/**
 * Puts the same headers, sealed anew, in the place of the old text, and raises the version of the tenant's
 * configuration: coordinators get them with the next push. To the tenant nothing has changed.
 * @returns false where the headers are not the old text any more.
 */
export function replaceHeaders(
  db: D1Database,
  { tenantId, id, text }: RecordedHeaders,
  anew: Sealed,
): Promise<boolean> {
  const replace = db
    .prepare(
      `UPDATE subscription SET settings = json_set(settings, '$.headers', ?)
       WHERE tenant_id = ? AND id = ? AND ${HEADERS} = ?`,
    )
    .bind(anew, tenantId, id, text);
  return changeWithVersion(db, tenantId, replace);
}
