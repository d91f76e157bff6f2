import type { Instant } from "../platform/clock.ts";
import { insertSecretOf, type NewSourceSecret } from "./sources.sql.ts";

/** What may be told about a secret of a source: everything but the secret. */
export interface SourceSecret {
  sourceId: string;
  id: string;
  createdAt: Instant;
  /** null = stays until it is removed. */
  expiresAt: Instant | null;
}

interface SecretRow {
  source_id: string;
  id: string;
  created_at: number;
  expires_at: number | null;
}

/** The secrets of these sources that are not expired, newest first. */
export async function listSecrets(
  db: D1Database,
  sourceIds: readonly string[],
  now: Instant,
): Promise<SourceSecret[]> {
  const { results } = await db
    .prepare(
      `SELECT source_id, id, created_at, expires_at FROM source_secret
       WHERE source_id IN (SELECT value FROM json_each(?)) AND (expires_at IS NULL OR expires_at > ?)
       ORDER BY id DESC`,
    )
    .bind(JSON.stringify(sourceIds), now)
    .all<SecretRow>();
  return results.map((row) => ({
    sourceId: row.source_id,
    id: row.id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

/**
 * Adds a secret and sweeps out the expired ones of its source.
 * @param othersUntil when the older secrets stop verifying; null leaves them as they are.
 */
export async function addSecret(
  db: D1Database,
  {
    sourceId,
    secret,
    othersUntil,
  }: { sourceId: string; secret: NewSourceSecret; othersUntil: Instant | null },
): Promise<void> {
  const sweep = db
    .prepare("DELETE FROM source_secret WHERE source_id = ? AND expires_at <= ?")
    .bind(sourceId, secret.createdAt);
  const expireOthers = db
    .prepare(
      `UPDATE source_secret SET expires_at = ?1
       WHERE ?1 IS NOT NULL AND source_id = ?2 AND id <> ?3 AND (expires_at IS NULL OR expires_at > ?1)`,
    )
    .bind(othersUntil, sourceId, secret.id);
  await db.batch([sweep, expireOthers, insertSecretOf(db, sourceId, secret)]);
}

/** Removes a secret unless it is the last one that verifies. */
export async function removeSecret(
  db: D1Database,
  { sourceId, secretId, now }: { sourceId: string; secretId: string; now: Instant },
): Promise<"removed" | "unknown" | "last"> {
  const { meta } = await db
    .prepare(
      `DELETE FROM source_secret WHERE source_id = ?1 AND id = ?2 AND EXISTS
       (SELECT 1 FROM source_secret WHERE source_id = ?1 AND id <> ?2 AND (expires_at IS NULL OR expires_at > ?3))`,
    )
    .bind(sourceId, secretId, now)
    .run();
  if (meta.changes > 0) return "removed";
  const live = await listSecrets(db, [sourceId], now);
  return live.some((secret) => secret.id === secretId) ? "last" : "unknown";
}
