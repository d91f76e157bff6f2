import type { SigningSecret } from "../coordinate/subscription.ts";
import type { Instant } from "../platform/clock.ts";
import { assign } from "./assignment.sql.ts";
import { changeWithVersion } from "./configuration-version.sql.ts";
import { type Subscription, SUBSCRIPTION_COLUMNS, type SubscriptionStatus } from "./subscriptions.sql.ts";
import type { SubscriptionSettings } from "./subscription-settings.ts";

/**
 * Writes a new subscription and raises the version of its tenant's configuration in one transaction.
 * @returns false where the tenant is gone or has `max` subscriptions already.
 */
export async function insertSubscription(
  db: D1Database,
  subscription: Subscription,
  { secret, max }: { secret: SigningSecret; max: number },
): Promise<boolean> {
  const insert = db
    .prepare(
      `INSERT INTO subscription (${SUBSCRIPTION_COLUMNS}, secrets)
       SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM tenant
       WHERE id = ? AND status = 'active' AND (SELECT count(*) FROM subscription WHERE tenant_id = tenant.id) < ?`,
    )
    .bind(
      subscription.id,
      subscription.url,
      subscription.description,
      subscription.status,
      subscription.disabledReason,
      JSON.stringify(subscription.settings),
      subscription.createdAt,
      subscription.updatedAt,
      JSON.stringify([secret]),
      subscription.tenantId,
      max,
    );
  return changeWithVersion(db, subscription.tenantId, insert);
}

/** What can change of a subscription; an absent field stays. */
export interface SubscriptionChange {
  url?: string;
  description?: string | null;
  status?: SubscriptionStatus;
  disabledReason?: string | null;
  settings?: { readonly [Name in keyof SubscriptionSettings]?: SubscriptionSettings[Name] | undefined };
}

/**
 * Changes a subscription and raises the version of its tenant's configuration in one transaction.
 * @returns false where there is no such subscription.
 */
export async function updateSubscription(
  db: D1Database,
  { tenantId, id }: { tenantId: string; id: string },
  { change, at }: { change: SubscriptionChange; at: Instant },
): Promise<boolean> {
  const set = assign({
    url: change.url,
    description: change.description,
    status: change.status,
    disabled_reason: change.disabledReason,
    updated_at: at,
  });
  const settings = Object.entries(change.settings ?? {}).filter(([, value]) => value !== undefined);
  const update = db
    .prepare(
      `UPDATE subscription SET ${set.sql}, settings = json_set(settings${", ?, json(?)".repeat(settings.length)})
       WHERE tenant_id = ? AND id = ?`,
    )
    .bind(
      ...set.values,
      ...settings.flatMap(([name, value]) => [`$.${name}`, JSON.stringify(value)]),
      tenantId,
      id,
    );
  return changeWithVersion(db, tenantId, update);
}

/**
 * Replaces the signing secrets and raises the version of the tenant's configuration in one transaction.
 * @returns false where the secrets are not `before` any more, or the subscription is gone.
 */
export async function replaceSecrets(
  db: D1Database,
  { tenantId, id }: { tenantId: string; id: string },
  { before, after, at }: { before: readonly SigningSecret[]; after: readonly SigningSecret[]; at: Instant },
): Promise<boolean> {
  const replace = db
    .prepare(
      "UPDATE subscription SET secrets = ?, updated_at = ? WHERE tenant_id = ? AND id = ? AND secrets = ?",
    )
    .bind(JSON.stringify(after), at, tenantId, id, JSON.stringify(before));
  return changeWithVersion(db, tenantId, replace);
}

/** Removes a subscription and raises the version of its tenant's configuration in one transaction. */
export async function removeSubscription(db: D1Database, tenantId: string, id: string): Promise<boolean> {
  const remove = db.prepare("DELETE FROM subscription WHERE tenant_id = ? AND id = ?").bind(tenantId, id);
  return changeWithVersion(db, tenantId, remove);
}
