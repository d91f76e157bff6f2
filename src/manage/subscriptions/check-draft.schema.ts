import { type Checked, checkInput } from "../check-input.schema.ts";
import {
  type SubscriptionDraft,
  subscriptionDraft,
  type SubscriptionPatch,
  subscriptionPatch,
} from "./subscription.schema.ts";

/** Checks a new subscription that did not come as JSON. */
export function checkDraft(draft: unknown): Checked<SubscriptionDraft> {
  return checkInput(subscriptionDraft, draft);
}

/** Checks a change of a subscription that did not come as JSON. */
export function checkPatch(patch: unknown): Checked<SubscriptionPatch> {
  return checkInput(subscriptionPatch, patch);
}
