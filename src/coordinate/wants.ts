import { classify } from "../catalogue/catalogue.ts";
import { readPayload } from "../match/read-payload.ts";
import type { DepartDeps } from "./depart.ts";
import type { Found } from "./reopen.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

/** Whether a subscription asks for an event that is to be sent again, as its filters stand. */
export function wants(
  state: CoordinatorState,
  { filters }: SubscriptionState,
  { found, bodyOf }: { found: Found } & Pick<DepartDeps, "bodyOf">,
): boolean {
  const { event } = found;
  const { type } = event.head;
  if (!filters.matchesType(classify(type), type)) return false;
  if (filters.payload === null) return true;
  // What came in this turn has no row yet.
  const body = found.body ?? state.changes.events.get(event) ?? bodyOf(event);
  return filters.payload.matches(readPayload(body));
}
