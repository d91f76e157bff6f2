import { countInUse } from "../../coordinate/partition.ts";
import { sealHeaders } from "../../deliver/own-headers.ts";
import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { insertSubscription, removeSubscription } from "../../record/subscription-changes.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import type { SubscriptionSettings } from "../../record/subscription-settings.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { type Pushed, pushConfiguration } from "../push-configuration.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { checkShares, defaultInFlight } from "./check-shares.ts";
import { DEFAULT_HEADERS, DEFAULT_SETTINGS, MAX_SUBSCRIPTIONS_PER_TENANT } from "./limits.ts";
import { newSigningSecret, showSecret } from "./signing-secret.ts";
import type { CreatedSubscriptionView, SubscriptionDraft } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

type CreateDeps = Pick<
  ManageDeps,
  "db" | "clock" | "sealer" | "coordinator" | "log" | "allowPrivate" | "ownHosts"
>;

/**
 * Makes a subscription with a secret of its own. When it returns, the next event sees it; where the coordinators
 * cannot be told, there is none.
 * @throws Problem `invalid`, `conflict` where the tenant has too many, `unavailable`
 */
export async function createSubscription(
  deps: CreateDeps,
  tenant: Tenant,
  draft: SubscriptionDraft,
): Promise<CreatedSubscriptionView> {
  checkEndpoint(deps, draft.url);
  const partitions = countInUse(tenant);
  const settings = settingsOf(draft, partitions);
  checkShares(settings.maxInFlight, partitions);
  const now = deps.clock.now();
  const id = newId("sub", now);
  const subscription: Subscription = {
    tenantId: tenant.id,
    id,
    url: draft.url,
    description: draft.description ?? null,
    status: "enabled",
    disabledReason: null,
    settings: { ...settings, headers: await sealHeaders(deps.sealer, draft.headers ?? DEFAULT_HEADERS, id) },
    createdAt: now,
    updatedAt: now,
  };
  const secret = newSigningSecret();
  const sealed = await deps.sealer.seal(secret, `subscription:${id}`);
  const inserted = await insertSubscription(deps.db, subscription, {
    secret: { sealed, expiresAt: null },
    max: MAX_SUBSCRIPTIONS_PER_TENANT,
  });
  if (!inserted) {
    throw new Problem("conflict", `A tenant has at most ${MAX_SUBSCRIPTIONS_PER_TENANT} subscriptions.`);
  }
  await pushOrUndo(deps, subscription);
  const view = await viewSubscription(deps, subscription);
  return { ...view, secret: showSecret(secret, settings.signature) };
}

function settingsOf(draft: SubscriptionDraft, partitions: number): Omit<SubscriptionSettings, "headers"> {
  return {
    categories: draft.categories ?? DEFAULT_SETTINGS.categories,
    eventTypes: draft.eventTypes ?? DEFAULT_SETTINGS.eventTypes,
    filter: draft.filter ?? null,
    ordering: draft.ordering ?? DEFAULT_SETTINGS.ordering,
    maxBlockSeconds:
      draft.maxBlockSeconds === undefined ? DEFAULT_SETTINGS.maxBlockSeconds : draft.maxBlockSeconds,
    retrySchedule: draft.retrySchedule ?? DEFAULT_SETTINGS.retrySchedule,
    timeoutSeconds: draft.timeoutSeconds ?? DEFAULT_SETTINGS.timeoutSeconds,
    maxInFlight: draft.maxInFlight ?? defaultInFlight(partitions),
    rateLimit: draft.rateLimit ?? DEFAULT_SETTINGS.rateLimit,
    signature: draft.signature ?? DEFAULT_SETTINGS.signature,
    metadata: draft.metadata ?? DEFAULT_SETTINGS.metadata,
  };
}

// A secret that nobody was shown is of no use: a creation that is not in force everywhere is taken back.
async function pushOrUndo(deps: CreateDeps, { tenantId, id }: Subscription): Promise<void> {
  let pushed: Pushed | undefined;
  try {
    pushed = await pushConfiguration(deps, tenantId);
  } finally {
    if (pushed?.result !== "pushed") await undo(deps, tenantId, id);
  }
  if (pushed.result === "pushed") return;
  const detail = "Not every coordinator could be told of the subscription, so it was not created. Try again.";
  throw new Problem("unavailable", detail, { retryAfterSeconds: 5 });
}

// Where some coordinators have it already, the cron brings them the version without it.
async function undo({ db, log }: CreateDeps, tenantId: string, id: string): Promise<void> {
  try {
    await removeSubscription(db, tenantId, id);
  } catch (failure) {
    log.warn("creation_not_undone", { tenantId, subscriptionId: id, error: String(failure) });
  }
}
