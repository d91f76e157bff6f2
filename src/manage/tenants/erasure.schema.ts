import * as z from "zod";
import { MAX_COUNTED } from "../../record/erasures.sql.ts";
import { instantShape } from "../text.schema.ts";

const bound = MAX_COUNTED.toLocaleString("en");
const AWAY = "null where the database that holds the tenant's record cannot be reached.";

/** A deletion of a tenant that is not over, as the operator sees it. */
export const erasureView = z
  .object({
    tenantId: z.string(),
    since: instantShape.meta({ description: "When the deletion was asked for." }),
    events: z
      .int()
      .nullable()
      .meta({ description: `Left in the record. At most ${bound} are counted. ${AWAY}` }),
    attempts: z
      .int()
      .nullable()
      .meta({ description: `Left in the record. At most ${bound} are counted. ${AWAY}` }),
    oldestEventAt: instantShape.nullable().meta({
      description:
        "When the oldest event that is left was received; null where none is. Moves on while events are erased, also where there are more of them than are counted.",
    }),
    oldestAttemptAt: instantShape.nullable().meta({
      description:
        "When the first attempt that is left was made; null where none is. Attempts are erased before events, those of the oldest events first.",
    }),
  })
  .meta({ id: "Erasure" });

export type ErasureView = z.infer<typeof erasureView>;
