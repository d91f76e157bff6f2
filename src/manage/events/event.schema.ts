import * as z from "zod";
import type { AttemptError, AttemptNote } from "../../coordinate/attempt-error.ts";
import { instantShape } from "../text.schema.ts";

const EVENT_STATUSES = ["pending", "delivered", "failed", "unmatched"] as const;
const DELIVERY_STATUSES = ["pending", "delivered", "failed", "parked", "skipped"] as const;

export const eventStatusShape = z.enum(EVENT_STATUSES);
export const deliveryStatusShape = z.enum(DELIVERY_STATUSES);

/** Every `error` of an attempt, and what it says. */
const ATTEMPT_ERRORS = {
  http_status: "the endpoint answered something else than 2xx",
  timeout: "the exchange took longer than `timeoutSeconds`",
  connection_refused: "nothing accepts connections there",
  connection_lost: "reset, ended early, or not HTTP",
  dns_error: "the name stands for no address that may be used",
  tls_error: "no TLS, or a certificate that is not trusted",
  network_error: "the runtime did not say what failed",
  response_too_large: "longer than the 16 KiB that are read; beside a 2xx status, which counts: delivered",
  unsafe_url: "the URL is not allowed any more",
  secret_unreadable: "the operator's encryption key changed",
} satisfies Record<AttemptError | AttemptNote, string>;

export const ATTEMPT_ERROR_NAMES = Object.keys(ATTEMPT_ERRORS) as (keyof typeof ATTEMPT_ERRORS)[];
const errorShape = z.enum(ATTEMPT_ERROR_NAMES).meta({
  description: `Absent where there is nothing to say. ${Object.entries(ATTEMPT_ERRORS)
    .map(([name, meaning]) => `\`${name}\`: ${meaning}.`)
    .join(" ")}`,
});

/** One HTTP try of a delivery. */
export const attemptView = z
  .object({
    at: instantShape,
    statusCode: z.number().optional().meta({ description: "Absent where no answer began." }),
    error: errorShape.optional(),
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
