import * as z from "zod";
import { subscriptionPatch } from "./subscription.schema.ts";

/** A question: would this subscription get this event? */
export const matchDraft = z
  .strictObject({
    subscription: z.union([z.string(), subscriptionPatch]).meta({
      description:
        "The id of a subscription, or one that is only drafted: its filters count, all else is ignored.",
    }),
    event: z.union([z.string(), z.record(z.string(), z.unknown())]).meta({
      description:
        "The id of a recorded event, an event type (its sample is taken), or a payload with its `type`.",
    }),
  })
  .meta({ id: "MatchDraft" });

/** Whether, and why. */
export const matchView = z
  .object({
    matches: z.boolean(),
    reason: z.string().meta({ description: "Where it does not match: the condition that does not hold." }),
    typeMatches: z.boolean().meta({ description: "What categories and eventTypes say." }),
    filterMatches: z
      .boolean()
      .nullable()
      .meta({ description: "What the filter says; null where there is none or it was not asked." }),
    eventType: z.string(),
    categories: z.array(z.string()),
    warnings: z.array(z.string()).optional(),
  })
  .meta({ id: "Match" });

export type MatchDraft = z.output<typeof matchDraft>;
export type MatchView = z.infer<typeof matchView>;
