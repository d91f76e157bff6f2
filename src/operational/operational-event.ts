import { toIso, type Instant } from "../platform/clock.ts";

/** What an operational event tells of a delivery. */
export interface DeliveryFacts {
  tenantId: string;
  subscriptionId: string;
  deliveryId: string;
  eventId: string;
  eventType: string;
  stream: string;
  sequence: number;
  position: number;
  attemptCount: number;
}

/** Each type with what its `data` holds. Times are ISO 8601. */
export interface OperationalData {
  "subscription.disabled": { tenantId: string; subscriptionId: string; reason: string };
  "subscription.failing": {
    tenantId: string;
    subscriptionId: string;
    /** The first failure after the last success. */
    failingSince: string;
    /** When the next failure disables it, unless something succeeds before. */
    disablesAt: string;
    /** The delivery that was given up. */
    deliveryId: string;
  };
  "delivery.exhausted": DeliveryFacts & {
    /** What the last attempt came to. */
    error: string;
    statusCode?: number;
  };
  "delivery.parked": DeliveryFacts & { nextAttemptAt?: string };
  "source.rejecting": {
    sourceId: string;
    /** Requests refused between `since` and `until` because of their signature, by reason. */
    count: number;
    reasons: Readonly<Record<string, number>>;
    since: string;
    until: string;
  };
}

export type OperationalType = keyof OperationalData;

/** Something that Hooklane tells its operator. */
export interface OperationalEvent<Type extends OperationalType = OperationalType> {
  /** `ope_...`: made once, so that a second sending is recognised. */
  id: string;
  type: Type;
  at: Instant;
  /** What it is about; also decides which stream keeps it in order. */
  about: { type: "subscription" | "source"; id: string };
  data: OperationalData[Type];
  /** How many more of its kind, left out because there were too many at once, it stands for. */
  suppressed: number;
}

/** The body, in the shape of a provider's event, so that a receiver parses one shape. */
export function bodyOf({ id, type, at, about, data, suppressed }: OperationalEvent) {
  return { type, object: about, id, data: { ...data, suppressed }, createdAt: toIso(at) };
}
