import * as z from "zod";
import { REJECTION_REASONS } from "../../record/rejection-reasons.ts";
import { instantShape } from "../text.schema.ts";

/** A refused request as the operator sees it. */
export const rejectionView = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    at: instantShape,
    reason: z.enum(REJECTION_REASONS),
    detail: z.string().meta({ description: "What was wrong, for a person." }),
    count: z.int().meta({
      description: "How many requests it stands for: many at once are summed up, and the newest is shown.",
    }),
    headers: z.record(z.string(), z.string()),
    bodyBytes: z.int().optional().meta({ description: "Absent where the body was not read." }),
    bodyHead: z.string().optional().meta({
      description: "The first 1 KiB of the body as text. Nobody has vouched for it.",
    }),
  })
  .meta({ id: "Rejection" });

export type RejectionView = z.infer<typeof rejectionView>;
