import * as z from "zod";
import { instantShape } from "../text.schema.ts";

const EVENT_STATUSES = ["pending", "delivered", "failed", "unmatched"] as const;
const DELIVERY_STATUSES = ["pending", "delivered", "failed", "parked", "skipped"] as const;

export const eventStatusShape = z.enum(EVENT_STATUSES);
export const deliveryStatusShape = z.enum(DELIVERY_STATUSES);

/** One HTTP try of a delivery. */
export const attemptView = z
  .object({
    at: instantShape,
    statusCode: z.number().optional().meta({ description: "Absent where no answer began." }),
    error: z.string().optional().meta({ description: "Absent where the endpoint answered 2xx." }),
    durationMs: z.number(),
    responseBody: z.string().optional(),
    replayId: z.string().optional(),
  })
  .meta({ id: "Attempt" });

/** The attempt of a test. */
export const testView = attemptView.extend({ eventType: z.string() }).meta({ id: "TestAttempt" });

/** A delivery as listed. */
export const deliveryView = z
  .object({
    id: z.string(),
    eventId: z.string(),
    subscriptionId: z.string(),
    type: z.string(),
    stream: z.string(),
    sequence: z.number(),
    position: z.number().meta({ description: "Contiguous in its lane, from 1." }),
    status: deliveryStatusShape,
    attemptCount: z.number(),
    nextAttemptAt: instantShape.optional(),
    waitsFor: z.enum(["previous", "retry", "breaker", "rate", "paused", "slot"]).optional(),
    createdAt: instantShape,
    settledAt: instantShape.optional(),
  })
  .meta({ id: "Delivery" });

/** One delivery with its attempts. */
export const fullDeliveryView = deliveryView
  .extend({ attempts: z.array(attemptView) })
  .meta({ id: "DeliveryWithAttempts" });

/** An event as listed. */
export const eventView = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    sourceId: z.string(),
    providerEventId: z.string(),
    type: z.string().meta({ description: "As received." }),
    categories: z.array(z.string()),
    stream: z.string(),
    sequence: z.number(),
    occurredAt: instantShape.optional(),
    receivedAt: instantShape,
    late: z.boolean(),
    status: eventStatusShape,
    deliveryCounts: z.object({
      total: z.number(),
      delivered: z.number(),
      failed: z.number(),
      pending: z.number(),
    }),
  })
  .meta({ id: "Event" });

/** One event with its payload and what became of it. */
export const fullEventView = eventView
  .extend({
    payload: z
      .unknown()
      .meta({ description: "The body as JSON, with secrets and the source's `redact` masked." }),
    headers: z.record(z.string(), z.string()),
    deliveries: z.array(deliveryView),
    misses: z.array(z.object({ subscriptionId: z.string(), reason: z.string() })),
  })
  .meta({ id: "EventWithDeliveries" });

/** To whom an event is sent again. */
export const redeliverDraft = z
  .strictObject({
    subscription: z.string().nullish().meta({
      description: "The subscription's id. Absent = every enabled subscription that has the event.",
    }),
  })
  .meta({ id: "RedeliverDraft" });

/** What a redelivery has set going. */
export const redeliveredView = z
  .object({ eventId: z.string(), deliveries: z.array(deliveryView) })
  .meta({ id: "Redelivered" });

/** A verified event that no tenant was found for. */
export const unroutedView = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    providerEventId: z.string(),
    type: z.string(),
    stream: z.string(),
    reason: z.enum(["no_tenant_named", "tenant_unknown", "tenant_gone"]),
    occurredAt: instantShape.optional(),
    receivedAt: instantShape,
  })
  .meta({ id: "UnroutedEvent" });

/** Whose an unrouted event is. */
export const assignDraft = z
  .strictObject({ tenant: z.string().meta({ description: "The tenant's id or uid." }) })
  .meta({ id: "AssignDraft" });

/** What an assigned event became. */
export const assignedView = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    stream: z.string(),
    sequence: z.number(),
    duplicate: z.boolean(),
  })
  .meta({ id: "AssignedEvent" });

export type RedeliveredView = z.infer<typeof redeliveredView>;
export type AttemptView = z.infer<typeof attemptView>;
export type TestView = z.infer<typeof testView>;
export type DeliveryView = z.infer<typeof deliveryView>;
export type FullDeliveryView = z.infer<typeof fullDeliveryView>;
export type EventView = z.infer<typeof eventView>;
export type FullEventView = z.infer<typeof fullEventView>;
export type UnroutedView = z.infer<typeof unroutedView>;
export type AssignedView = z.infer<typeof assignedView>;
