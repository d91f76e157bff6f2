import type * as z from "zod";
import type { FieldError } from "../../platform/problem.ts";
import {
  type SubscriptionDraft,
  subscriptionDraft,
  type SubscriptionPatch,
  subscriptionPatch,
} from "./subscription.schema.ts";

/** A draft that holds what the API asks for, or what has to be changed, field by field. */
export type Checked<Draft> = { draft: Draft; errors?: never } | { draft?: never; errors: FieldError[] };

/** Checks a new subscription that did not come as JSON. */
export function checkDraft(draft: unknown): Checked<SubscriptionDraft> {
  const checked = subscriptionDraft.safeParse(draft);
  return checked.success ? { draft: checked.data } : { errors: errorsOf(checked.error) };
}

/** Checks a change of a subscription that did not come as JSON. */
export function checkPatch(patch: unknown): Checked<SubscriptionPatch> {
  const checked = subscriptionPatch.safeParse(patch);
  return checked.success ? { draft: checked.data } : { errors: errorsOf(checked.error) };
}

function errorsOf(error: z.ZodError): FieldError[] {
  return error.issues.map(({ path, message }) => ({ pointer: `/${path.map(String).join("/")}`, message }));
}
