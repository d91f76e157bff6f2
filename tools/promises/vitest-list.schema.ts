import * as z from "zod";

/** The answer of `vitest list --json`. Tests that are switched off are not in it. */
export const VitestList = z.array(z.object({ name: z.string(), file: z.string() }));
