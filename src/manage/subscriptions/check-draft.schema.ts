import { type Checked, checkShape } from "../field-errors.schema.ts";
import {
  type SubscriptionDraft,
  subscriptionDraft,
  type SubscriptionPatch,
  subscriptionPatch,
} from "./subscription.schema.ts";

/** Checks a new subscription that did not come as JSON. */
export function checkDraft(draft: unknown): Checked<SubscriptionDraft> {
  return checkShape(subscriptionDraft, draft);
}

/** Checks a change of a subscription that did not come as JSON. */
export function checkPatch(patch: unknown): Checked<SubscriptionPatch> {
  return checkShape(subscriptionPatch, patch);
}
