import { classify, type EventTypeItem, eventTypeList } from "../../catalogue/catalogue.ts";
import { compileFilters, type Filters } from "../../match/filters.ts";

/** The catalogue's types that a choice of categories and patterns asks for: what a picker shows while one picks. */
export function matchingTypes(filters: Pick<Filters, "categories" | "eventTypes">): EventTypeItem[] {
  const compiled = compileFilters(filters);
  return eventTypeList().filter(({ type }) => compiled.matchesType(classify(type), type));
}
