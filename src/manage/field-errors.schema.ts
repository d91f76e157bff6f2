import type * as z from "zod";
import type { FieldError } from "../platform/problem.ts";

/** A draft that holds what the API asks for, or what has to be changed, field by field. */
export type Checked<Draft> = { draft: Draft; errors?: never } | { draft?: never; errors: FieldError[] };

/** Checks a draft that did not come as JSON. */
export function checkShape<Draft>(shape: z.ZodType<Draft>, draft: unknown): Checked<Draft> {
  const checked = shape.safeParse(draft);
  return checked.success ? { draft: checked.data } : { errors: errorsOf(checked.error) };
}

function errorsOf(error: z.ZodError): FieldError[] {
  return error.issues.map(({ path, message }) => ({ pointer: `/${path.map(String).join("/")}`, message }));
}
