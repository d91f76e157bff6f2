import * as z from "zod";
import { categoriesShape, eventTypesShape, payloadFilterShape } from "../../match/filters.schema.ts";
import { instantShape, metadataShape } from "../text.schema.ts";
import { headerProblems } from "./header-rules.ts";
import {
  DEFAULT_HEADERS,
  DEFAULT_SETTINGS,
  MAX_BLOCK_SECONDS,
  MAX_DESCRIPTION_CHARS,
  MAX_IN_FLIGHT,
  MAX_OVERLAP_SECONDS,
  MAX_RATE_PER_SECOND,
  MAX_RETRIES,
  MAX_RETRY_SECONDS,
  MAX_TIMEOUT_SECONDS,
  MIN_IN_FLIGHT,
  MIN_RATE_PER_SECOND,
  MIN_RETRY_SECONDS,
  MIN_TIMEOUT_SECONDS,
} from "./limits.ts";

const orderingShape = z.enum(["stream", "none"]);
const signatureShape = z.enum(["standard", "fastpix"]);
const rateLimitShape = z.strictObject({
  perSecond: z.number().min(MIN_RATE_PER_SECOND).max(MAX_RATE_PER_SECOND),
});
const retryScheduleShape = z
  .array(z.int().min(MIN_RETRY_SECONDS).max(MAX_RETRY_SECONDS))
  .max(MAX_RETRIES)
  .meta({ description: "Seconds from one failed attempt to the next. Empty = one attempt and no retry." });

const headersShape = z.record(z.string(), z.string()).superRefine((headers, context) => {
  for (const { name, message } of headerProblems(headers)) {
    context.addIssue({ code: "custom", message, path: name === undefined ? [] : [name] });
  }
});

const urlShape = z.string().meta({
  description: "https, without credentials or fragment, no private, loopback or metadata host.",
});

const fields = {
  description: z.string().max(MAX_DESCRIPTION_CHARS).nullish(),
  categories: orDefault(categoriesShape, DEFAULT_SETTINGS.categories).meta({
    description: "An event matches if any of its categories is named. Empty = all.",
  }),
  eventTypes: orDefault(eventTypesShape, DEFAULT_SETTINGS.eventTypes).meta({
    description:
      "Exact, or with a trailing .* for any depth, or *. Empty = all. Both lists given: either may match.",
  }),
  filter: payloadFilterShape.nullish(),
  ordering: orDefault(orderingShape, DEFAULT_SETTINGS.ordering),
  maxBlockSeconds: z.int().min(0).max(MAX_BLOCK_SECONDS).nullish().meta({
    description:
      "How long a failing delivery may hold its lane before it is parked. null = never, absent = 600.",
  }),
  retrySchedule: orDefault(retryScheduleShape, DEFAULT_SETTINGS.retrySchedule),
  timeoutSeconds: orDefault(
    z.int().min(MIN_TIMEOUT_SECONDS).max(MAX_TIMEOUT_SECONDS),
    DEFAULT_SETTINGS.timeoutSeconds,
  ),
  // Its default depends on the tenant, so that null is resolved where the tenant is known.
  maxInFlight: z.int().min(MIN_IN_FLIGHT).max(MAX_IN_FLIGHT).nullish(),
  rateLimit: rateLimitShape.nullish(),
  headers: orDefault(headersShape, DEFAULT_HEADERS),
  signature: orDefault(signatureShape, DEFAULT_SETTINGS.signature),
  metadata: orDefault(metadataShape, DEFAULT_SETTINGS.metadata),
};

/** What a subscription is made from. */
export const subscriptionDraft = z
  .strictObject({ ...fields, url: urlShape })
  .meta({ id: "SubscriptionDraft" });

/** What to change of a subscription: absent = unchanged, null = back to the default. */
export const subscriptionPatch = z
  .strictObject({ ...fields, url: urlShape.optional() })
  .meta({ id: "SubscriptionPatch" });

/** What to send as a test. */
export const testDraft = z
  .strictObject({
    eventType: z.string().nullish().meta({ description: "Absent or null = video.media.ready." }),
  })
  .meta({ id: "TestDraft" });

/** How to rotate the signing secret. */
export const rotationDraft = z
  .strictObject({
    secret: z.string().nullish().meta({
      description: "Your own: whsec_ and base64 of 24 to 64 bytes. Absent or null = a fresh one.",
    }),
    overlapSeconds: z.int().min(0).max(MAX_OVERLAP_SECONDS).nullish().meta({
      description: "How long the older secrets sign beside the new one. Absent or null = 86400.",
    }),
  })
  .meta({ id: "RotationDraft" });

/** The answer to a rotation, the only one that holds the new secret. */
export const rotatedView = z
  .object({
    id: z.string(),
    secret: z.string().meta({ description: "Signs every delivery from now on. Shown this once." }),
    signingSecrets: z.number().meta({ description: "How many secrets sign at present, this one included." }),
  })
  .meta({ id: "RotatedSecret" });

/** A subscription as clients see it. */
export const subscriptionView = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    url: z.string(),
    description: z.string().nullable(),
    status: z.enum(["enabled", "paused", "disabled"]),
    disabledReason: z.string().optional(),
    categories: z.array(z.string()),
    eventTypes: z.array(z.string()),
    filter: z.record(z.string(), z.unknown()).nullable(),
    ordering: orderingShape,
    maxBlockSeconds: z.number().nullable(),
    retrySchedule: z.array(z.number()),
    timeoutSeconds: z.number(),
    maxInFlight: z.number(),
    rateLimit: z.object({ perSecond: z.number() }).nullable(),
    headers: z.record(z.string(), z.string()),
    signature: signatureShape,
    metadata: z.record(z.string(), z.unknown()),
    warnings: z.array(z.string()).optional(),
    createdAt: instantShape,
    updatedAt: instantShape,
  })
  .meta({ id: "Subscription" });

/** The answer to a creation, the only one that holds the secret. */
export const createdSubscriptionView = subscriptionView
  .extend({ secret: z.string().meta({ description: "Signs every delivery. Shown this once." }) })
  .meta({ id: "CreatedSubscription" });

export type SubscriptionDraft = z.output<typeof subscriptionDraft>;
export type SubscriptionPatch = z.output<typeof subscriptionPatch>;
export type RotationDraft = z.infer<typeof rotationDraft>;
export type RotatedView = z.infer<typeof rotatedView>;
export type SubscriptionView = z.infer<typeof subscriptionView>;
export type CreatedSubscriptionView = z.infer<typeof createdSubscriptionView>;

// null asks for the default; absent is told apart by whoever reads the result.
function orDefault<Shape extends z.ZodType, Fallback>(shape: Shape, fallback: Fallback) {
  return shape
    .nullable()
    .transform((given) => given ?? fallback)
    .optional();
}
