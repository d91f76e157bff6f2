import * as z from "zod";

/** The part of vitest's JSON report that tells how many tests passed. */
export const VitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export type VitestReport = z.infer<typeof VitestReport>;
