import type { Arrival } from "../../../src/coordinate/arrival.ts";
import type { AttemptResult, Lease, Outcome, Settlement } from "../../../src/coordinate/lease.ts";
import type {
  Configuration,
  CoordinatedSubscription,
  DeliveryPolicy,
} from "../../../src/coordinate/subscription.ts";
import type { Sealed } from "../../../src/platform/sealed.ts";

let made = 0;

/** Another number with every call: for ids that must differ. */
export function unique(): number {
  made += 1;
  return made;
}

export function policyOf(own: Partial<DeliveryPolicy> = {}): DeliveryPolicy {
  return {
    ordering: "stream",
    maxBlockSeconds: 600,
    retrySchedule: [5, 300],
    timeoutSeconds: 10,
    maxInFlight: 10,
    ratePerSecond: null,
    ...own,
  };
}

type SubscriptionParts = Partial<Omit<CoordinatedSubscription, "policy">> & {
  policy?: Partial<DeliveryPolicy>;
};

export function subscriptionOf(id: string, own: SubscriptionParts = {}): CoordinatedSubscription {
  const policy = policyOf(own.policy);
  return {
    id,
    status: "enabled",
    filters: { categories: [], eventTypes: [] },
    target: {
      subscriptionId: id,
      url: "https://endpoint.example/hook",
      headers: {},
      signature: "standard",
      secrets: [{ sealed: "v1.none.none" as Sealed, expiresAt: null }],
      timeoutSeconds: policy.timeoutSeconds,
    },
    ...own,
    policy,
  };
}

export function configurationOf(
  subscriptions: CoordinatedSubscription[],
  own: Partial<Configuration> = {},
): Configuration {
  return { tenantId: "ten_1", version: 1, partitions: 1, subscriptions, ...own };
}

export function arrivalOf(own: Partial<Arrival> = {}): Arrival {
  return {
    sourceId: "src_1",
    providerEventId: `provider-${unique()}`,
    type: "video.media.ready",
    stream: "media:a",
    occurredAt: null,
    receivedAt: Date.now(),
    contentType: "application/json",
    headers: {},
    body: new TextEncoder().encode('{"type":"video.media.ready"}'),
    configVersion: 1,
    learn: false,
    ...own,
  };
}

export function outcomeOf(
  lease: Pick<Lease, "ordinal" | "attempt" | "target">,
  own: Partial<AttemptResult> = {},
): Outcome {
  return {
    ordinal: lease.ordinal,
    subscriptionId: lease.target.subscriptionId,
    attempt: lease.attempt,
    result: { at: Date.now(), durationMs: 5, statusCode: 200, responseBody: "ok", ...own },
  };
}

/** A failed attempt's result. */
export function failed(statusCode = 500): Partial<AttemptResult> {
  return { statusCode, error: "http_status" };
}

export function settlementOf(outcomes: Outcome[], own: Partial<Settlement> = {}): Settlement {
  return { outcomes, returned: [], wanted: 6, remainingMs: 25_000, ...own };
}
