import {
  isOldKeyNeeded,
  resealSourceSecret,
  type StaleSubscription,
  staleSourceSecrets,
  staleSubscriptions,
} from "../../record/sealed.sql.ts";
import { replaceSecrets } from "../../record/subscription-changes.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { sealAnew } from "./seal-anew.ts";
import { resealHeaders } from "./seal-headers.ts";

type ResealDeps = Pick<ManageDeps, "db" | "sealer" | "log">;

/**
 * Seals secrets that the old encryption key has sealed with the present one: at most `limit` each of sources,
 * of subscriptions, and of subscriptions' own headers. Coordinators get theirs with the next push of their
 * configuration, which the cron makes.
 * Says in the log when nothing is left that needs the old key. @returns how many were sealed anew.
 */
export async function resealSecrets(deps: ResealDeps, limit: number): Promise<number> {
  const keyId = await deps.sealer.keyId();
  let resealed = 0;
  for (const secret of await staleSourceSecrets(deps.db, keyId, limit)) {
    const anew = await sealAnew(deps, secret.sealed, `source:${secret.sourceId}`);
    if (anew === undefined) continue;
    await resealSourceSecret(deps.db, secret, anew);
    resealed += 1;
  }
  for (const subscription of await staleSubscriptions(deps.db, keyId, limit)) {
    if (await resealSubscription(deps, subscription)) resealed += 1;
  }
  resealed += await resealHeaders(deps, keyId, limit);
  if (resealed === 0 && !(await isOldKeyNeeded(deps.db, keyId))) deps.log.info("old_key_unused");
  return resealed;
}

async function resealSubscription(
  deps: ResealDeps,
  { tenantId, id, secrets, updatedAt }: StaleSubscription,
): Promise<boolean> {
  const after = [];
  for (const secret of secrets) {
    const anew = await sealAnew(deps, secret.sealed, `subscription:${id}`);
    if (anew === undefined) return false;
    after.push({ ...secret, sealed: anew });
  }
  return replaceSecrets(deps.db, { tenantId, id }, { before: secrets, after, at: updatedAt });
}
