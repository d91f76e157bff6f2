import * as z from "zod";
import { instantShape, nameShape } from "../text.schema.ts";

const roleShape = z.enum(["manage", "read"]).meta({
  description: "`manage` does everything within its tenant, `read` only reads.",
});

/** What a key is made from. */
export const keyDraft = z
  .strictObject({ role: roleShape, name: nameShape.nullish().meta({ description: "For people." }) })
  .meta({ id: "KeyDraft" });

/** A key as it is listed: everything but the key. */
export const keyView = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    role: roleShape,
    name: z.string().nullable(),
    lastFour: z.string().meta({ description: "The key's last characters, to recognise it by." }),
    createdAt: instantShape,
    lastUsedAt: instantShape.nullable().meta({ description: "To the hour." }),
  })
  .meta({ id: "Key" });

/** The answer to a creation, the only one that holds the key. */
export const createdKeyView = keyView
  .extend({ key: z.string().meta({ description: "`Authorization: Bearer KEY`. Shown this once." }) })
  .meta({ id: "CreatedKey" });

export type KeyDraft = z.infer<typeof keyDraft>;
export type KeyView = z.infer<typeof keyView>;
export type CreatedKeyView = z.infer<typeof createdKeyView>;
