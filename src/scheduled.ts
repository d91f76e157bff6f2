import { forgetRequests } from "./manage/idempotency/forget-requests.ts";
import { reconcileConfigurations } from "./manage/push-configuration.ts";
import { endOldHolds } from "./manage/replays/end-holds.ts";
import { reconcileReplays } from "./manage/replays/hand-out-replay.ts";
import { resealSecrets } from "./manage/reseal/reseal-secrets.ts";
import { sealPlainHeaders } from "./manage/reseal/seal-headers.ts";
import { Budget } from "./manage/retention/budget.ts";
import { eraseTenants } from "./manage/retention/erase-tenants.ts";
import { pruneTenants } from "./manage/retention/prune-tenants.ts";
import { pruneOldRejections, tellRejectingSources } from "./manage/sources/tell-rejecting.ts";
import { adoptUnrouted } from "./manage/unrouted/adopt-unrouted.ts";
import { tellMissingDatabases } from "./manage/tenants/tell-missing-databases.ts";
import { releaseMoves } from "./record/moves.sql.ts";
import { createParts } from "./parts.ts";

/** Of the 1,000 that an invocation may send to D1 (D1 limits); the next minute goes on. */
const STATEMENTS_PER_RUN = 200;
const TENANTS_PER_RUN = 50;
const REPLAYS_PER_RUN = 10;
const HOLDS_PER_RUN = 100;
const ADOPTIONS_PER_RUN = 50;
/** Of sources, subscriptions and their headers each: two statements for one that changes its tenant's version. */
const RESEALS_PER_RUN = 50;

/**
 * The upkeep of every minute: secrets of the old encryption key, headers in clear, what a push has missed, replays that a coordinator has
 * not heard of, unrouted events whose stream has found its tenant, tenants to erase, events past their retention,
 * idempotency keys that had their day, sources that refuse what comes, databases that are not there. Each step is bounded, and one that fails does
 * not stop the others.
 */
export async function upkeep(env: Env, ctx: ExecutionContext): Promise<void> {
  const parts = createParts(env);
  const budget = new Budget(STATEMENTS_PER_RUN);
  const waitUntil = (work: Promise<unknown>) => ctx.waitUntil(work);
  const isResealing = parts.config.encryptionKeyOld !== undefined;
  const steps: Record<string, () => Promise<number>> = {
    reseal: async () => (isResealing ? resealSecrets(parts, RESEALS_PER_RUN) : 0),
    sealHeaders: () => sealPlainHeaders(parts, RESEALS_PER_RUN),
    endHolds: () => endOldHolds(parts, HOLDS_PER_RUN),
    releaseMoves: () => releaseMoves(parts.db),
    reconcile: () => reconcileConfigurations(parts, TENANTS_PER_RUN),
    replays: () => reconcileReplays(parts, REPLAYS_PER_RUN),
    adopt: () => adoptUnrouted({ ...parts, waitUntil }, ADOPTIONS_PER_RUN),
    erase: () => eraseTenants(parts, budget),
    prune: () => pruneTenants(parts, budget),
    forget: () => forgetRequests(parts, budget),
    tellRejecting: () => tellRejectingSources(parts),
    pruneRejections: () => pruneOldRejections(parts),
    missingDatabases: () => tellMissingDatabases(parts),
  };
  for (const [step, run] of Object.entries(steps)) {
    try {
      const done = await run();
      if (done > 0) parts.log.info("upkeep", { step, done });
    } catch (failure) {
      parts.log.warn("upkeep_failed", { step, error: String(failure) });
    }
  }
}
