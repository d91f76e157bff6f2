import * as z from "zod";

/** One event type as clients see it. */
export const eventTypeView = z
  .object({
    type: z.string(),
    official: z.boolean().meta({ description: "Whether the provider's own collection lists it." }),
    category: z.string().meta({ description: "The primary one of `categories`." }),
    categories: z.array(z.string()),
    description: z.string(),
    useCase: z.string().optional(),
    aliases: z.array(z.string()).optional(),
    requires: z.array(z.string()).optional().meta({
      description:
        "One of these comes before it; without one it waits, as long as its source's `orderWindowMs`.",
    }),
    sample: z.unknown().meta({ description: "Made from the provider's published shapes, not captured." }),
  })
  .meta({ id: "EventType" });

/** One category as clients see it. */
export const categoryView = z
  .object({
    category: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()),
    documentedEventTypes: z
      .array(z.string())
      .meta({ description: "Known from outside the provider's collection." }),
  })
  .meta({ id: "Category" });

export type EventTypeView = z.infer<typeof eventTypeView>;
export type CategoryView = z.infer<typeof categoryView>;
