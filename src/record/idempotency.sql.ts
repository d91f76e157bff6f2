import type { Instant } from "../platform/clock.ts";
import type { Sealed } from "../platform/sealed.ts";

/** Names a request that must have one effect: whose it is, about which tenant, and the key that its client chose. */
export interface RequestName {
  /** `operator`, or the id of the tenant whose key was used. */
  owner: string;
  /** The tenant as the path names it, or empty. */
  scope: string;
  key: string;
}

/** What is known of a request under its name. */
export interface KnownRequest {
  fingerprint: string;
  runId: string;
  /** null while it is under way. */
  answer: Sealed | null;
}

interface RequestRow {
  fingerprint: string;
  run_id: string;
  answer: string | null;
}

/** A run of a request that wants the name. */
export interface Claim {
  fingerprint: string;
  runId: string;
  at: Instant;
  /** What was started before this is forgotten. */
  forgottenBefore: Instant;
  /** A run of the same request that was started before this and has no answer has died. */
  abandonedBefore: Instant;
}

/** Takes the name for this run unless it is taken. @returns whose it is then. */
export async function claimRequest(
  db: D1Database,
  name: RequestName,
  claim: Claim,
): Promise<KnownRequest | null> {
  const take = db
    .prepare(
      `INSERT INTO idempotency (owner, scope, key, fingerprint, run_id, started_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (owner, scope, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, run_id = excluded.run_id, started_at = excluded.started_at,
           answer = NULL
       WHERE started_at <= ? OR (answer IS NULL AND fingerprint = excluded.fingerprint AND started_at <= ?)`,
    )
    .bind(
      ...placeOf(name),
      claim.fingerprint,
      claim.runId,
      claim.at,
      claim.forgottenBefore,
      claim.abandonedBefore,
    );
  const read = db
    .prepare("SELECT fingerprint, run_id, answer FROM idempotency WHERE owner = ? AND scope = ? AND key = ?")
    .bind(...placeOf(name));
  const [, found] = await db.batch<RequestRow>([take, read]);
  const row = found?.results[0];
  return row ? toKnown(row) : null;
}

/** Keeps the answer of this run; one whose name another run has taken since is not kept. */
export async function keepAnswer(
  db: D1Database,
  name: RequestName,
  { runId, answer }: { runId: string; answer: Sealed },
): Promise<void> {
  await db
    .prepare("UPDATE idempotency SET answer = ? WHERE owner = ? AND scope = ? AND key = ? AND run_id = ?")
    .bind(answer, ...placeOf(name), runId)
    .run();
}

/** Gives the name of this run back, as if it had never been used. */
export async function releaseRequest(db: D1Database, name: RequestName, runId: string): Promise<void> {
  await db
    .prepare("DELETE FROM idempotency WHERE owner = ? AND scope = ? AND key = ? AND run_id = ?")
    .bind(...placeOf(name), runId)
    .run();
}

/** Deletes at most `limit` requests that were started at or before `before`, oldest first. @returns how many. */
export async function deleteRequests(db: D1Database, before: Instant, limit: number): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM idempotency WHERE (owner, scope, key) IN
       (SELECT owner, scope, key FROM idempotency WHERE started_at <= ? ORDER BY started_at LIMIT ?)`,
    )
    .bind(before, limit)
    .run();
  return meta.changes;
}

function placeOf({ owner, scope, key }: RequestName): [string, string, string] {
  return [owner, scope, key];
}

function toKnown(row: RequestRow): KnownRequest {
  return { fingerprint: row.fingerprint, runId: row.run_id, answer: row.answer as Sealed | null };
}
