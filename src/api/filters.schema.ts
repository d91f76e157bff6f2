import * as z from "zod";
import { deliveryStatusShape, eventStatusShape } from "../manage/events/event.schema.ts";
import { windowShape } from "../manage/statistics/statistics.schema.ts";
import { categoriesShape } from "../match/filters.schema.ts";
import { instantQuery, pageQuery, tenantParams } from "./contract.schema.ts";

const range = {
  from: instantQuery.optional().meta({ description: "Received at or after." }),
  to: instantQuery.optional().meta({ description: "Received before." }),
};

/** What a list of events can be narrowed to. */
export const eventsQuery = pageQuery.extend({
  type: z.string().optional().meta({ description: "As received, without regard to case." }),
  category: categoriesShape.element.optional(),
  stream: z.string().optional(),
  status: eventStatusShape.optional(),
  ...range,
});

/** What a list of deliveries can be narrowed to. */
export const deliveriesQuery = pageQuery.extend({
  subscription: z.string().optional(),
  status: deliveryStatusShape.optional(),
  stream: z.string().optional(),
  ...range,
});

/** What a list of streams can be narrowed to. */
export const streamsQuery = pageQuery.extend({
  active: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Whether a delivery of it is not settled." }),
});

/** How far back statistics look. */
export const windowQuery = z.strictObject({ window: windowShape.default("24h") });

export const streamParams = tenantParams.extend({
  stream: z.string().meta({ description: "The stream key, percent-encoded." }),
});
export const eventParams = tenantParams.extend({ event: z.string() });
export const deliveryParams = tenantParams.extend({ delivery: z.string() });
