import * as z from "zod";
import type { SchemeName } from "../../verify/schemes.ts";
import { instantShape, nameShape, uidShape } from "../text.schema.ts";

/** The providers that a source can be of, each with the scheme that its signatures follow. */
export const PROVIDER_SCHEMES = { fastpix: "fastpix" } as const satisfies Record<string, SchemeName>;

export type ProviderName = keyof typeof PROVIDER_SCHEMES;

export function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(PROVIDER_SCHEMES, name);
}

/** Long enough for events that overtake each other, short enough that nobody calls it an outage. */
const MAX_ORDER_WINDOW_MS = 60_000;
export const DEFAULT_ORDER_WINDOW_MS = 1_500;

const MAX_REDACTIONS = 50;
const MAX_POINTER_CHARS = 256;
/** A week, as for the secrets of subscriptions: longer is not a rotation. */
const MAX_OVERLAP_SECONDS = 604_800;

const pointerShape = z
  .string()
  .max(MAX_POINTER_CHARS)
  .regex(/^(\/([^~/]|~[01])*)+$/, "A pointer looks like /data/metadata/tenant (RFC 6901).");

const routingShape = z
  .union([z.strictObject({ tenant: z.string() }), z.strictObject({ pointer: pointerShape })])
  .meta({
    description:
      "How the tenant of an event is found: always the same tenant (by id or uid), or the tenant whose uid or id stands in the body where the pointer looks.",
  });

const fields = {
  uid: uidShape("src").nullish(),
  orderWindowMs: z.int().min(0).max(MAX_ORDER_WINDOW_MS).nullish().meta({
    description:
      "How long an event may wait, in milliseconds, for one that comes before it in the life of its media or live stream and has not come yet. 0 = not at all.",
  }),
  redact: z.array(pointerShape).max(MAX_REDACTIONS).nullish().meta({
    description: "What is masked wherever a payload is shown. Deliveries carry the bytes unchanged.",
  }),
};

const secretShape = z.string().meta({
  description: "The signing secret as the provider's dashboard shows it. Never returned.",
});

const PROVIDER_NAMES = Object.keys(PROVIDER_SCHEMES) as [ProviderName, ...ProviderName[]];

/** What a source is made from. A provider may show its secret only after the URL works: it can be added later. */
export const sourceDraft = z
  .strictObject({
    ...fields,
    name: nameShape,
    provider: z.enum(PROVIDER_NAMES),
    secret: secretShape.nullish(),
    routing: routingShape,
  })
  .meta({ id: "SourceDraft" });

/** What to change of a source: absent = unchanged, null = back to the default. */
export const sourcePatch = z
  .strictObject({
    ...fields,
    name: nameShape.optional(),
    status: z.enum(["enabled", "disabled"]).optional(),
    routing: routingShape.optional(),
  })
  .meta({ id: "SourcePatch" });

/** A further secret of a source. */
export const secretDraft = z
  .strictObject({
    secret: secretShape,
    expireOthersAfterSeconds: z.int().min(0).max(MAX_OVERLAP_SECONDS).nullish().meta({
      description: "When the older secrets stop verifying; absent or null leaves them as they are.",
    }),
  })
  .meta({ id: "SourceSecretDraft" });

/** What may be told about a secret. */
export const secretView = z
  .object({
    id: z.string(),
    createdAt: instantShape,
    expiresAt: instantShape.nullable(),
    warnings: z.array(z.string()).optional(),
  })
  .meta({ id: "SourceSecret" });

/** A source as clients see it. */
export const sourceView = z
  .object({
    id: z.string(),
    uid: z.string().nullable(),
    name: z.string(),
    provider: z.enum(PROVIDER_NAMES),
    status: z.enum(["enabled", "disabled"]),
    routing: z.union([z.object({ tenant: z.string() }), z.object({ pointer: z.string() })]),
    orderWindowMs: z.number(),
    redact: z.array(z.string()),
    ingestUrl: z.string().meta({ description: "Where the provider sends its webhooks." }),
    secrets: z.array(secretView),
    warnings: z.array(z.string()).optional(),
    createdAt: instantShape,
    updatedAt: instantShape,
  })
  .meta({ id: "Source" });

export type SourceDraft = z.infer<typeof sourceDraft>;
export type SourcePatch = z.infer<typeof sourcePatch>;
export type SecretDraft = z.infer<typeof secretDraft>;
export type SecretView = z.infer<typeof secretView>;
export type SourceView = z.infer<typeof sourceView>;
