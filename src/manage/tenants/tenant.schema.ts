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
    description: "Over how many coordinators the tenant's streams are spread. Fixed once the tenant exists.",
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

/** A tenant as clients see it. */
export const tenantView = z
  .object({
    id: z.string(),
    uid: z.string().nullable(),
    name: z.string(),
    partitions: z.number(),
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
