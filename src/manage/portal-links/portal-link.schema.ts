import * as z from "zod";
import { instantShape } from "../text.schema.ts";

/** A link is opened soon after it was asked for; a day is for one that travels by mail. */
const DEFAULT_LIFETIME_SECONDS = 600;
const MIN_LIFETIME_SECONDS = 60;
const MAX_LIFETIME_SECONDS = 86_400;

/** What a link into the portal is made from. */
export const portalLinkDraft = z
  .strictObject({
    role: z.enum(["manage", "read"]).meta({ description: "`read` sees everything and changes nothing." }),
    expiresInSeconds: z
      .int()
      .min(MIN_LIFETIME_SECONDS)
      .max(MAX_LIFETIME_SECONDS)
      .nullish()
      .transform((given) => given ?? DEFAULT_LIFETIME_SECONDS)
      .meta({ description: "How long the link may be opened. Absent or null = 600." }),
  })
  .meta({ id: "PortalLinkDraft" });

/** A link into the portal. */
export const portalLinkView = z
  .object({
    url: z.string().meta({ description: "Opens the tenant's pages once. Shown this once." }),
    expiresAt: instantShape,
  })
  .meta({ id: "PortalLink" });

export type PortalLinkDraft = z.output<typeof portalLinkDraft>;
export type PortalLinkView = z.infer<typeof portalLinkView>;
