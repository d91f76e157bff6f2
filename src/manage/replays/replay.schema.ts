import * as z from "zod";
import { eventTypesShape } from "../../match/filters.schema.ts";
import { instantShape, timeShape } from "../text.schema.ts";

/** Streams that one replay can be narrowed to. */
const MAX_STREAMS = 100;
/** Longer than any stream key: a kind and an id of the provider. */
const MAX_STREAM_CHARS = 512;

const replayedStatusShape = z.enum(["failed", "all"]);

/** What a replay is to send again. */
export const replayDraft = z
  .strictObject({
    from: timeShape.meta({ description: "Received at or after." }),
    to: timeShape.nullish().meta({ description: "Received before. Absent, or in the future = now." }),
    status: replayedStatusShape.nullish().meta({
      description:
        "`failed` (the default): what has failed for this subscription. `all`: whatever it asks for at present, delivered or not, also events from before it existed.",
    }),
    eventTypes: eventTypesShape.nullish().meta({ description: "As of a subscription. Empty = all." }),
    streams: z
      .array(z.string().min(1).max(MAX_STREAM_CHARS))
      .max(MAX_STREAMS, `A replay names at most ${MAX_STREAMS} streams.`)
      .nullish()
      .meta({ description: "Stream keys. Empty = all." }),
    dryRun: z.boolean().nullish().meta({ description: "Only count." }),
  })
  .meta({ id: "ReplayDraft" });

const query = {
  from: instantShape,
  to: instantShape,
  deliveryStatus: replayedStatusShape.meta({ description: "The `status` that was asked for." }),
  eventTypes: z.array(z.string()),
  streams: z.array(z.string()),
};

/** A replay and how far it has come. */
export const replayView = z
  .object({
    id: z.string(),
    subscriptionId: z.string(),
    status: z.enum(["running", "done", "cancelled"]),
    ...query,
    matched: z.number().meta({ description: "Counted when it was made." }),
    opened: z.number().meta({ description: "Deliveries set going again so far." }),
    delivered: z.number(),
    failed: z.number(),
    skipped: z.number().meta({ description: "Skipped by hand, or taken back by the cancellation." }),
    pending: z.number().meta({ description: "Set going and not settled." }),
    createdAt: instantShape,
    finishedAt: instantShape.optional(),
  })
  .meta({ id: "Replay" });

/** What a new replay, or its dry run, has found. */
export const replayStartedView = z
  .object({
    id: z.string().nullable().meta({ description: "null after a dry run." }),
    subscriptionId: z.string(),
    dryRun: z.boolean(),
    matched: z.number(),
    ...query,
  })
  .meta({ id: "StartedReplay" });

export type ReplayDraft = z.infer<typeof replayDraft>;
export type ReplayView = z.infer<typeof replayView>;
export type ReplayStartedView = z.infer<typeof replayStartedView>;
