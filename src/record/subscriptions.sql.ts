import type { Configuration, CoordinatedSubscription, SigningSecret } from "../coordinate/subscription.ts";
import type { Instant } from "../platform/clock.ts";
import type { SubscriptionSettings } from "./subscription-settings.ts";
import { allOf, behind, cutPage, type Page, type PageRequest } from "./page.sql.ts";

export type SubscriptionStatus = "enabled" | "paused" | "disabled";

/** A tenant's URL with its filters and delivery policy. */
export interface Subscription {
  tenantId: string;
  id: string;
  url: string;
  description: string | null;
  status: SubscriptionStatus;
  /** Why deliveries ended, where the status is `disabled`. */
  disabledReason: string | null;
  settings: SubscriptionSettings;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A row of the table, as far as anything but the secrets is concerned. */
interface SubscriptionRow {
  tenant_id: string;
  id: string;
  url: string;
  description: string | null;
  status: SubscriptionStatus;
  disabled_reason: string | null;
  settings: string;
  created_at: number;
  updated_at: number;
}

export const SUBSCRIPTION_COLUMNS =
  "tenant_id, id, url, description, status, disabled_reason, settings, created_at, updated_at";

export async function findSubscription(
  db: D1Database,
  tenantId: string,
  id: string,
): Promise<Subscription | null> {
  const row = await db
    .prepare(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscription WHERE tenant_id = ? AND id = ?`)
    .bind(tenantId, id)
    .first<SubscriptionRow>();
  return row && toSubscription(row);
}

/** The signing secrets of a subscription, newest first, sealed. */
export async function findSecrets(db: D1Database, tenantId: string, id: string): Promise<SigningSecret[]> {
  const secrets = await db
    .prepare("SELECT secrets FROM subscription WHERE tenant_id = ? AND id = ?")
    .bind(tenantId, id)
    .first<string>("secrets");
  return secrets === null ? [] : (JSON.parse(secrets) as SigningSecret[]);
}

export async function listSubscriptions(
  db: D1Database,
  tenantId: string,
  page: PageRequest,
): Promise<Page<Subscription>> {
  const where = allOf([{ sql: "tenant_id = ?", values: [tenantId] }, behind("id", page.after)]);
  const { results } = await db
    .prepare(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscription WHERE ${where.sql} ORDER BY id DESC LIMIT ?`)
    .bind(...where.values, page.limit + 1)
    .all<SubscriptionRow>();
  return cutPage(results, page, { toItem: toSubscription, keyOf: (row) => [row.id] });
}

/** Every subscription of a tenant, newest first. The number is capped when they are made. */
export async function allSubscriptions(db: D1Database, tenantId: string): Promise<Subscription[]> {
  const { results } = await db
    .prepare(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscription WHERE tenant_id = ? ORDER BY id DESC`)
    .bind(tenantId)
    .all<SubscriptionRow>();
  return results.map(toSubscription);
}

/**
 * A tenant's subscriptions as its coordinators need them, at the version they stand at.
 * @returns null where there is no such tenant, or where it is being erased.
 */
export async function readConfiguration(db: D1Database, tenantId: string): Promise<Configuration | null> {
  // One transaction: the version and the subscriptions belong together.
  const [tenants, subscriptions] = await db.batch<ConfigurationRow | SecretiveRow>([
    db
      .prepare(
        `SELECT config_version, partitions, retention_days, record_database, layout_version, partitions_before, moves_held
          FROM tenant WHERE id = ? AND status = 'active'`,
      )
      .bind(tenantId),
    db
      .prepare(`SELECT ${SUBSCRIPTION_COLUMNS}, secrets FROM subscription WHERE tenant_id = ? ORDER BY id`)
      .bind(tenantId),
  ]);
  const tenant = tenants?.results[0] as ConfigurationRow | undefined;
  if (!tenant) return null;
  return {
    tenantId,
    version: tenant.config_version,
    partitions: tenant.partitions,
    layout: {
      version: tenant.layout_version,
      before: tenant.partitions_before,
      isHeld: tenant.partitions_before !== null && tenant.moves_held === 1,
    },
    retentionDays: tenant.retention_days,
    recordDatabase: tenant.record_database,
    subscriptions: ((subscriptions?.results ?? []) as SecretiveRow[]).map(toCoordinated),
  };
}

interface ConfigurationRow {
  config_version: number;
  partitions: number;
  retention_days: number;
  record_database: string | null;
  layout_version: number;
  partitions_before: number | null;
  moves_held: number;
}

interface SecretiveRow extends SubscriptionRow {
  secrets: string;
}

function toSubscription(row: SubscriptionRow): Subscription {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    url: row.url,
    description: row.description,
    status: row.status,
    disabledReason: row.disabled_reason,
    settings: JSON.parse(row.settings) as SubscriptionSettings,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toCoordinated(row: SecretiveRow): CoordinatedSubscription {
  const { id, url, status, settings } = toSubscription(row);
  return {
    id,
    status,
    filters: {
      categories: settings.categories,
      eventTypes: settings.eventTypes,
      filter: settings.filter ?? null,
    },
    policy: {
      ordering: settings.ordering,
      maxBlockSeconds: settings.maxBlockSeconds,
      retrySchedule: settings.retrySchedule,
      timeoutSeconds: settings.timeoutSeconds,
      maxInFlight: settings.maxInFlight,
      ratePerSecond: settings.rateLimit?.perSecond ?? null,
    },
    target: {
      subscriptionId: id,
      url,
      headers: settings.headers,
      signature: settings.signature,
      secrets: JSON.parse(row.secrets) as SigningSecret[],
      timeoutSeconds: settings.timeoutSeconds,
    },
  };
}
