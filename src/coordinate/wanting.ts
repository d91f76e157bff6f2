import type { Classified } from "../catalogue/catalogue.ts";
import { indexFilters } from "../match/filter-index.ts";
import type { Payload } from "../match/read-payload.ts";
import type { CoordinatorState, SubscriptionState, TypeMatch } from "./state.ts";

/** Distinct types whose matches are remembered; a provider has some fifty. */
const MAX_REMEMBERED_TYPES = 1_000;

/** An event, as far as filters look at it. */
export interface Wanted {
  /** As received. */
  type: string;
  /** The same through the catalogue. */
  classified: Classified;
  /** Reads the body. Asked once at most, and only where a subscription to this type has a filter on it. */
  payload(): Payload | undefined;
}

/** Who wants an event. What the type alone says is worked out once per type and configuration. */
export function wanting(state: CoordinatorState, event: Wanted): readonly SubscriptionState[] {
  const { owners, byPayload } = ofType(state, event);
  return byPayload ? byPayload.matching(event.payload()) : owners;
}

function ofType(state: CoordinatorState, { type, classified }: Wanted): TypeMatch {
  const known = state.matches.get(type);
  if (known) return known;
  const owners = [...state.subscriptions.values()].filter(({ filters }) =>
    filters.matchesType(classified, type),
  );
  const filtered = owners.map((owner) => ({ owner, filter: owner.filters.payload }));
  const byPayload = filtered.some(({ filter }) => filter !== null) ? indexFilters(filtered) : null;
  const match = { owners, byPayload };
  if (state.matches.size >= MAX_REMEMBERED_TYPES) state.matches.clear();
  state.matches.set(type, match);
  return match;
}
