import type { SigningSecret } from "../coordinate/subscription.ts";
import type { Instant } from "../platform/clock.ts";
import type { Sealed } from "../platform/sealed.ts";
import { keyIdOf } from "./key-id.sql.ts";
import { HAS_STALE_HEADERS } from "./sealed-headers.sql.ts";

/** A source's secret that another key than the present one has sealed. */
export interface StaleSourceSecret {
  sourceId: string;
  id: string;
  sealed: Sealed;
}

/** A subscription with such a secret among its own. */
export interface StaleSubscription {
  tenantId: string;
  id: string;
  secrets: SigningSecret[];
  updatedAt: Instant;
}

export async function staleSourceSecrets(
  db: D1Database,
  keyId: string,
  limit: number,
): Promise<StaleSourceSecret[]> {
  const { results } = await db
    .prepare(
      `SELECT source_id AS sourceId, id, sealed FROM source_secret WHERE ${keyIdOf("sealed")} <> ? LIMIT ?`,
    )
    .bind(keyId, limit)
    .all<StaleSourceSecret>();
  return results;
}

/** Puts the same secret, sealed anew, in the place of the old text, unless that has changed meanwhile. */
export async function resealSourceSecret(
  db: D1Database,
  { sourceId, id, sealed }: StaleSourceSecret,
  anew: Sealed,
): Promise<void> {
  await db
    .prepare("UPDATE source_secret SET sealed = ? WHERE source_id = ? AND id = ? AND sealed = ?")
    .bind(anew, sourceId, id, sealed)
    .run();
}

export async function staleSubscriptions(
  db: D1Database,
  keyId: string,
  limit: number,
): Promise<StaleSubscription[]> {
  const { results } = await db
    .prepare(
      `SELECT tenant_id AS tenantId, id, secrets, updated_at AS updatedAt FROM subscription
       WHERE EXISTS (SELECT 1 FROM json_each(subscription.secrets)
                     WHERE ${keyIdOf("json_extract(value, '$.sealed')")} <> ?) LIMIT ?`,
    )
    .bind(keyId, limit)
    .all<Omit<StaleSubscription, "secrets"> & { secrets: string }>();
  return results.map((row) => ({ ...row, secrets: JSON.parse(row.secrets) as SigningSecret[] }));
}

/** Whether anything at all is left that needs another key than this one, in the record or in a coordinator. */
export async function isOldKeyNeeded(db: D1Database, keyId: string): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM idempotency WHERE answer IS NOT NULL AND ${keyIdOf("answer")} <> ?1)
           OR EXISTS (SELECT 1 FROM source_secret WHERE ${keyIdOf("sealed")} <> ?1)
           OR EXISTS (SELECT 1 FROM subscription, json_each(subscription.secrets) AS secret
                      WHERE ${keyIdOf("json_extract(secret.value, '$.sealed')")} <> ?1)
           OR EXISTS (SELECT 1 FROM subscription WHERE ${HAS_STALE_HEADERS})
           OR EXISTS (SELECT 1 FROM tenant WHERE status = 'active' AND pushed_version < config_version) AS needed`,
    )
    .bind(keyId)
    .first<number>("needed");
  return found !== 0;
}
