import { filterWarnings } from "../../match/filter-warnings.ts";
import { patternWarnings } from "../../match/filters.schema.ts";
import { toIso } from "../../platform/clock.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import type { SubscriptionView } from "./subscription.schema.ts";

export function viewSubscription(subscription: Subscription): SubscriptionView {
  const { settings } = subscription;
  const warnings = [...patternWarnings(settings.eventTypes), ...filterWarnings(settings)];
  return {
    id: subscription.id,
    tenantId: subscription.tenantId,
    url: subscription.url,
    description: subscription.description,
    status: subscription.status,
    ...(subscription.disabledReason !== null && { disabledReason: subscription.disabledReason }),
    categories: [...settings.categories],
    eventTypes: [...settings.eventTypes],
    filter: settings.filter ?? null,
    ordering: settings.ordering,
    maxBlockSeconds: settings.maxBlockSeconds,
    retrySchedule: [...settings.retrySchedule],
    timeoutSeconds: settings.timeoutSeconds,
    maxInFlight: settings.maxInFlight,
    rateLimit: settings.rateLimit,
    headers: settings.headers,
    signature: settings.signature,
    metadata: settings.metadata,
    ...(warnings.length > 0 && { warnings }),
    createdAt: toIso(subscription.createdAt),
    updatedAt: toIso(subscription.updatedAt),
  };
}
