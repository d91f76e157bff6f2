import * as z from "zod";
import { instantShape, metadataShape, nameShape, uidShape } from "../text.schema.ts";

/** One coordinator each; 64 of them carry some ten thousand events a second. */
const MAX_PARTITIONS = 64;
/** A year of events is as much as one D1 database holds for a busy tenant. */
const MAX_RETENTION_DAYS = 365;
/** null and absent mean these. */
export const DEFAULT_PARTITIONS = 1;
export const DEFAULT_RETENTION_DAYS = 30;

const fields = {
  uid: uidShape("ten").nullish(),
  partitions: z.int().min(1).max(MAX_PARTITIONS).nullish().meta({
    description:
      "Over how many coordinators the tenant's streams are spread. A change is in force at once; streams move one by one as soon as nothing of them is under way, and `repartitioning` tells how far that has come.",
  }),
  retentionDays: z.int().min(1).max(MAX_RETENTION_DAYS).nullish(),
  metadata: metadataShape.nullish(),
};

/** What a tenant is made from. */
export const tenantDraft = z.strictObject({ ...fields, name: nameShape }).meta({ id: "TenantDraft" });

/** What to change of a tenant: absent = unchanged, null = back to the default. */
export const tenantPatch = z
  .strictObject({ ...fields, name: nameShape.optional() })
  .meta({ id: "TenantPatch" });

const repartitioningView = z
  .object({
    from: z.int(),
    to: z.int(),
    since: instantShape,
    streamsLeft: z.int().nullable().meta({
      description:
        "Streams that have yet to move, told by the partitions every few seconds. null until each has looked through its own.",
    }),
    held: z.boolean().meta({
      description:
        "Whether nothing moves for the moment because a replay runs. Goes on within a minute of its end.",
    }),
  })
  .meta({ id: "Repartitioning" });

/** A tenant as clients see it. */
export const tenantView = z
  .object({
    id: z.string(),
    uid: z.string().nullable(),
    name: z.string(),
    partitions: z.number(),
    repartitioning: repartitioningView.nullable().meta({
      description: "While streams move to another number of partitions; null where none moves.",
    }),
    retentionDays: z.number(),
    metadata: z.record(z.string(), z.unknown()),
    system: z.literal(true).optional().meta({
      description: "Only there for the tenant that Hooklane's own events belong to. It cannot be removed.",
    }),
    createdAt: instantShape,
    updatedAt: instantShape,
  })
  .meta({ id: "Tenant" });

export type TenantDraft = z.infer<typeof tenantDraft>;
export type TenantPatch = z.infer<typeof tenantPatch>;
export type TenantView = z.infer<typeof tenantView>;
