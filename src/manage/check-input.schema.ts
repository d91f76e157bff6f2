import type * as z from "zod";
import type { FieldError } from "../platform/problem.ts";
import { fieldErrors } from "./field-errors.ts";
import { storageErrors } from "./storable.ts";

/** An input that holds what the API asks for, or what has to be changed, field by field. */
export type Checked<Draft> = { draft: Draft; errors?: never } | { draft?: never; errors: FieldError[] };

/** Checks by a shape of the API what did not come as JSON, a form for example. */
export function checkInput<Shape extends z.ZodType>(shape: Shape, input: unknown): Checked<z.output<Shape>> {
  const unstorable = storageErrors(input);
  if (unstorable.length > 0) return { errors: unstorable };
  const checked = shape.safeParse(input);
  return checked.success ? { draft: checked.data } : { errors: fieldErrors(checked.error.issues, "body") };
}
