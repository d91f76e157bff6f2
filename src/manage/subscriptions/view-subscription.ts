import { openHeaders, type PlainHeaders } from "../../deliver/own-headers.ts";
import { filterWarnings } from "../../match/filter-warnings.ts";
import { patternWarnings } from "../../match/filters.schema.ts";
import { toIso } from "../../platform/clock.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { SubscriptionView } from "./subscription.schema.ts";

const UNREADABLE_HEADERS =
  "The headers cannot be opened: another ENCRYPTION_KEY has sealed them. Deliveries fail until they are set again.";

/** A subscription with its headers in clear: what a principal may see of it says `showTo`. */
export async function viewSubscription(
  { sealer }: Pick<ManageDeps, "sealer">,
  subscription: Subscription,
): Promise<SubscriptionView> {
  const { settings } = subscription;
  const headers = await readableHeaders(sealer, subscription);
  const warnings = [
    ...patternWarnings(settings.eventTypes),
    ...filterWarnings(settings),
    ...(headers === undefined ? [UNREADABLE_HEADERS] : []),
  ];
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
    headers: headers ?? {},
    signature: settings.signature,
    metadata: settings.metadata,
    ...(warnings.length > 0 && { warnings }),
    createdAt: toIso(subscription.createdAt),
    updatedAt: toIso(subscription.updatedAt),
  };
}

// One subscription that cannot be opened must not hide all others of a list, nor stand in the way of its repair.
async function readableHeaders(
  sealer: ManageDeps["sealer"],
  { id, settings }: Subscription,
): Promise<PlainHeaders | undefined> {
  try {
    return await openHeaders(sealer, settings.headers, id);
  } catch {
    return undefined;
  }
}
