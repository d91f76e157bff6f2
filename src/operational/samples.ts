import { deliveryId } from "../platform/ids.ts";
import { bodyOf, type OperationalEvent, type OperationalType } from "./operational-event.ts";

interface Row<Type extends OperationalType> {
  description: string;
  sample: OperationalEvent<Type>;
}

const AT = Date.parse("2026-11-02T09:30:00.000Z");
const SUBSCRIPTION = { type: "subscription", id: "sub_01kx3m0q8w5v7t2n9d4h6c1b0a" } as const;
const SOURCE = { type: "source", id: "src_01kx3kzz1r8p6s4e2a0c9v7m5k" } as const;
const TENANT_ID = "ten_01kx3kyq3f5g7h9j1k3m5n7p9q";
const EVENT_ID = "evt_01kx9v2b4d6f8h0k2m4p6r8t0w";
const IDS = { tenantId: TENANT_ID, subscriptionId: SUBSCRIPTION.id };
const DELIVERY = {
  ...IDS,
  deliveryId: deliveryId(EVENT_ID, SUBSCRIPTION.id),
  eventId: EVENT_ID,
  eventType: "video.media.ready",
  stream: "media:m-1",
  sequence: 3,
  position: 3,
} as const;

/** The operational events that there are, each with what it says and a sample. */
export const OPERATIONAL_TYPES: { readonly [Type in OperationalType]: Row<Type> } = {
  "subscription.disabled": {
    description:
      "A subscription was switched off: its endpoint answered 410, or nothing succeeded for 5 days.",
    sample: {
      id: "ope_01kx9w00000000000000000001",
      type: "subscription.disabled",
      at: AT,
      about: SUBSCRIPTION,
      data: { ...IDS, reason: "no success for 5 days" },
      suppressed: 0,
    },
  },
  "subscription.failing": {
    description:
      "The first delivery was given up since the subscription's last success. Once per episode of failing; a success ends the episode.",
    sample: {
      id: "ope_01kx9w00000000000000000002",
      type: "subscription.failing",
      at: AT,
      about: SUBSCRIPTION,
      data: {
        ...IDS,
        failingSince: "2026-10-30T09:12:44.120Z",
        disablesAt: "2026-11-04T09:12:44.120Z",
        deliveryId: DELIVERY.deliveryId,
      },
      suppressed: 0,
    },
  },
  "delivery.exhausted": {
    description: "A delivery has failed for good: the last retry of its schedule failed.",
    sample: {
      id: "ope_01kx9w00000000000000000003",
      type: "delivery.exhausted",
      at: AT,
      about: SUBSCRIPTION,
      data: {
        ...DELIVERY,
        attemptCount: 10,
        error: "http_status",
        statusCode: 503,
      },
      suppressed: 0,
    },
  },
  "delivery.parked": {
    description:
      "A delivery blocked its lane for longer than `maxBlockSeconds`: the lane flows on, this one is retried beside it.",
    sample: {
      id: "ope_01kx9w00000000000000000004",
      type: "delivery.parked",
      at: AT,
      about: SUBSCRIPTION,
      data: {
        ...DELIVERY,
        attemptCount: 3,
        nextAttemptAt: "2026-11-02T09:50:00.000Z",
      },
      suppressed: 0,
    },
  },
  "source.rejecting": {
    description:
      "A source has refused at least 10 requests within 10 minutes because of their signatures: its secret is probably not the provider's. At most once an hour.",
    sample: {
      id: "ope_01kx9w00000000000000000005",
      type: "source.rejecting",
      at: AT,
      about: SOURCE,
      data: {
        sourceId: SOURCE.id,
        count: 41,
        reasons: { signature_mismatch: 40, signature_missing: 1 },
        since: "2026-11-02T09:20:00.000Z",
        until: "2026-11-02T09:30:00.000Z",
      },
      suppressed: 0,
    },
  },
};

export function isOperationalType(name: string): name is OperationalType {
  return Object.hasOwn(OPERATIONAL_TYPES, name);
}

/** The body of a type's sample, as an endpoint receives it. */
export function operationalSample(type: OperationalType): ReturnType<typeof bodyOf> {
  return bodyOf(OPERATIONAL_TYPES[type].sample);
}
