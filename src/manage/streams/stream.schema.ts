import * as z from "zod";
import { deliveryStatusShape, deliveryView, eventView } from "../events/event.schema.ts";
import { instantShape } from "../text.schema.ts";

/** A stream as listed. */
export const streamView = z
  .object({
    stream: z.string(),
    kind: z.string().meta({ description: "`media`, `live` or `other`: what its key begins with." }),
    lastSequence: z.number().meta({ description: "The sequence given last: how many events it has had." }),
    lastEventAt: instantShape,
    lastType: z.string(),
    active: z.boolean().meta({ description: "Whether a delivery of it is not settled." }),
    openDeliveries: z.number().meta({ description: "Deliveries that are not settled." }),
  })
  .meta({ id: "Stream" });

const laneTimes = {
  waitsUntil: instantShape.optional().meta({
    description: "When what it waits for is over by itself. Absent where something has to happen first.",
  }),
  leasedUntil: instantShape.optional().meta({
    description: "It is being attempted; the attempt is over by then.",
  }),
  parksAt: instantShape.optional().meta({
    description: "When it is parked if it goes on failing, so that its lane flows on.",
  }),
};

/** A delivery in its lane. */
export const laneDeliveryView = deliveryView
  .extend({
    late: z.boolean().meta({ description: "Its event came after a younger one of the stream." }),
    ...laneTimes,
  })
  .meta({ id: "LaneDelivery" });

/** One stream for one subscription. */
export const laneView = z
  .object({
    subscriptionId: z.string(),
    openDeliveries: z.number(),
    head: laneDeliveryView.optional().meta({
      description: "The unsettled delivery that the lane waits for. Absent where it waits for none.",
    }),
    statusCounts: z.partialRecord(deliveryStatusShape, z.number()).meta({
      description: "How many of the shown deliveries have which status.",
    }),
    deliveries: z.array(laneDeliveryView).meta({ description: "Of the shown events, in order." }),
  })
  .meta({ id: "Lane" });

/** One stream with its latest events in order and its lanes. */
export const fullStreamView = streamView
  .extend({
    events: z.array(eventView).meta({ description: "In order, oldest first." }),
    lanes: z.array(laneView),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: "Opens the events before these; null where there are none." }),
  })
  .meta({ id: "StreamWithLanes" });

export type StreamView = z.infer<typeof streamView>;
export type LaneView = z.infer<typeof laneView>;
export type LaneDeliveryView = z.infer<typeof laneDeliveryView>;
export type FullStreamView = z.infer<typeof fullStreamView>;
