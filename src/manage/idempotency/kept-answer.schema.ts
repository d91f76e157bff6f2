import * as z from "zod";

const keptAnswer = z.object({ status: z.int(), contentType: z.string().nullable(), body: z.string() });

/** An HTTP answer as it is kept for a repetition of its request. */
export type KeptAnswer = z.infer<typeof keptAnswer>;

export function parseAnswer(text: string): KeptAnswer {
  return keptAnswer.parse(JSON.parse(text));
}
