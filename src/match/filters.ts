import type { Classified } from "../catalogue/catalogue.ts";
import { compilePatterns, matchesPatterns } from "./patterns.ts";

/** What a subscription asks for. Both lists empty = everything; both given = either may match. */
export interface Filters {
  /** Categories by name. */
  categories: readonly string[];
  /** Exact types, `prefix.*` (any depth) or `*`; compared without regard to case. */
  eventTypes: readonly string[];
}

/** Filters prepared once, tested for every event. */
export interface CompiledFilters {
  /** @param received the type as the provider wrote it, `classified` the same through the catalogue. */
  matches(classified: Classified, received: string): boolean;
}

export function compileFilters({ categories, eventTypes }: Filters): CompiledFilters {
  if (categories.length === 0 && eventTypes.length === 0) return { matches: () => true };
  const wanted = new Set(categories);
  const patterns = compilePatterns(eventTypes);
  return {
    matches: (classified, received) =>
      classified.categories.some((category) => wanted.has(category)) ||
      matchesPatterns(patterns, classified, received),
  };
}
