import type { Classified } from "../catalogue/catalogue.ts";
import type { PayloadFilter } from "./parse-filter.ts";
import { compilePatterns, matchesPatterns } from "./patterns.ts";
import { type CompiledPayloadFilter, compilePayloadFilter } from "./payload-filter.ts";

/** What a subscription asks for. Both lists empty = every type; both given = either may match. */
export interface Filters {
  /** Categories by name. */
  categories: readonly string[];
  /** Exact types, `prefix.*` (any depth) or `*`; compared without regard to case. */
  eventTypes: readonly string[];
  /** On the payload, on top of the type: docs/filters.md. Absent or null = none. */
  filter?: PayloadFilter | null;
}

/** Filters prepared once, tested for every event. An event is wanted where both its type and its payload are. */
export interface CompiledFilters {
  /** @param received the type as the provider wrote it, `classified` the same through the catalogue. */
  matchesType(classified: Classified, received: string): boolean;
  /** null where the type alone decides. */
  payload: CompiledPayloadFilter | null;
}

export function compileFilters({ categories, eventTypes, filter }: Filters): CompiledFilters {
  const payload = filter === undefined || filter === null ? null : compilePayloadFilter(filter);
  if (categories.length === 0 && eventTypes.length === 0) return { matchesType: () => true, payload };
  const wanted = new Set(categories);
  const patterns = compilePatterns(eventTypes);
  return {
    matchesType: (classified, received) =>
      classified.categories.some((category) => wanted.has(category)) ||
      matchesPatterns(patterns, classified, received),
    payload,
  };
}
