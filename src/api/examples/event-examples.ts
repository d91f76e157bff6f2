import {
  DELIVERY,
  EVENT,
  OCCURRED_AT,
  OTHER_SUBSCRIPTION,
  RECEIVED_AT,
  RETRY_AT,
  SETTLED_AT,
  SOURCE,
  STREAM,
  SUBSCRIPTION,
  TENANT,
  TYPE,
  UNROUTED_EVENT,
} from "./things.ts";

const PROVIDER_EVENT = "0c41e1f8-59a3-4f2b-9d0e-7f6c3a8b2d15";
const MEDIA = STREAM.slice("media:".length);

const delivery = {
  id: DELIVERY,
  eventId: EVENT,
  subscriptionId: SUBSCRIPTION,
  type: TYPE,
  stream: STREAM,
  sequence: 3,
  position: 3,
  status: "delivered",
  attemptCount: 1,
  createdAt: RECEIVED_AT,
  settledAt: SETTLED_AT,
};

const { settledAt: _, ...unsettled } = delivery;
const waiting = { ...unsettled, status: "pending", nextAttemptAt: RETRY_AT, waitsFor: "retry" };
const reopened = { ...unsettled, status: "pending", nextAttemptAt: RECEIVED_AT };
const waitingInLane = { ...waiting, late: false, waitsUntil: RETRY_AT };

const event = {
  id: EVENT,
  tenantId: TENANT,
  sourceId: SOURCE,
  providerEventId: PROVIDER_EVENT,
  type: TYPE,
  categories: ["media"],
  stream: STREAM,
  sequence: 3,
  occurredAt: OCCURRED_AT,
  receivedAt: RECEIVED_AT,
  late: false,
  status: "delivered",
  deliveryCounts: { total: 1, delivered: 1, failed: 0, pending: 0 },
};

const stream = {
  stream: STREAM,
  kind: "media",
  lastSequence: 3,
  lastEventAt: RECEIVED_AT,
  lastType: TYPE,
  active: true,
  openDeliveries: 1,
};

/** Events, their deliveries and their streams, by the name of the type. */
export const EVENT_EXAMPLES = {
  Event: event,
  EventWithDeliveries: {
    ...event,
    payload: {
      id: PROVIDER_EVENT,
      type: TYPE,
      object: { type: "media", id: MEDIA },
      status: "Ready",
      data: { id: MEDIA, duration: "00:04:18", metadata: { course: "intro-algebra" } },
      createdAt: OCCURRED_AT,
    },
    headers: { "content-type": "application/json" },
    deliveries: [delivery],
    misses: [
      {
        subscriptionId: OTHER_SUBSCRIPTION,
        reason: `"${TYPE}" is of category media, but the subscription asks only for category ai.`,
      },
    ],
  },
  Delivery: delivery,
  DeliveryWithAttempts: {
    ...waiting,
    attempts: [{ at: RECEIVED_AT, statusCode: 503, error: "http_status", durationMs: 112 }],
  },
  RedeliverDraft: { subscription: SUBSCRIPTION },
  Redelivered: { eventId: EVENT, deliveries: [reopened] },
  Stream: stream,
  StreamWithLanes: {
    ...stream,
    events: [
      { ...event, status: "pending", deliveryCounts: { total: 1, delivered: 0, failed: 0, pending: 1 } },
    ],
    lanes: [
      {
        subscriptionId: SUBSCRIPTION,
        openDeliveries: 1,
        head: waitingInLane,
        statusCounts: { pending: 1 },
        deliveries: [waitingInLane],
      },
    ],
    nextCursor: null,
  },
  UnroutedEvent: {
    id: UNROUTED_EVENT,
    sourceId: SOURCE,
    providerEventId: PROVIDER_EVENT,
    type: TYPE,
    stream: STREAM,
    reason: "no_tenant_named",
    occurredAt: OCCURRED_AT,
    receivedAt: RECEIVED_AT,
  },
  AssignDraft: { tenant: "acme" },
  AssignedEvent: { id: UNROUTED_EVENT, tenantId: TENANT, stream: STREAM, sequence: 3, duplicate: false },
};
