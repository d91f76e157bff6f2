import type { Classified } from "../catalogue/catalogue.ts";
import type { SubscriptionState } from "./state.ts";

/** Whether a subscription asks for an event as its filters stand: at acceptance, and when an event is sent later. */
export function wants(owner: SubscriptionState, type: string, classified: Classified): boolean {
  return owner.filters.matches(classified, type);
}
