import { CATEGORIES, CATEGORY_NAMES, type Category } from "./categories.ts";
import { CATALOGUE, type CataloguedType, type EventType, isEventType } from "./event-types.ts";
import type { Json } from "./samples/json.ts";
import { sampleOf } from "./samples/samples.ts";

export { CATEGORY_NAMES, type Category } from "./categories.ts";
export { CATALOGUE_NAMES, classify, type Classified } from "./classify.ts";
export { EVENT_TYPES, type EventType, isEventType } from "./event-types.ts";
export { ALL_PREDECESSORS, type Lifecycle, lifecycleOf } from "./lifecycle.ts";
export { sampleOf } from "./samples/samples.ts";

/** One event type, as clients list it. */
export interface EventTypeItem {
  type: CataloguedType;
  /** Whether it is one of the 37 of the provider's own collection; the others are only documented elsewhere. */
  official: boolean;
  /** The primary one of `categories`. */
  category: Category;
  categories: readonly Category[];
  description: string;
  useCase?: string;
  aliases?: readonly string[];
  /** Types of which one comes before it: without one, the event waits as long as its source's order window lets it. */
  requires?: readonly EventType[];
  /** Made by us from the provider's published shapes, not captured. */
  sample: Json;
}

/** One category, as clients list it. */
export interface CategoryItem {
  category: Category;
  description: string;
  /** The official types of this category, those with another primary category included. */
  eventTypes: readonly EventType[];
  /** Further types of this category that the provider documents outside its collection. */
  documentedEventTypes: readonly string[];
}

/** The rank of a type in the order of life of its media or live stream; undefined where it has none. */
export function rankOf(canonical: string): number | undefined {
  return isCatalogued(canonical) ? CATALOGUE[canonical].rank : undefined;
}

/** All types with a row, the official ones first. */
export function eventTypeList(): EventTypeItem[] {
  return cataloguedTypes().map((type) => {
    const { categories, description, useCase, aliases, requires } = CATALOGUE[type];
    return {
      type,
      official: isEventType(type),
      category: categories[0],
      categories,
      description,
      ...(useCase !== undefined && { useCase }),
      ...(aliases !== undefined && { aliases }),
      ...(requires !== undefined && { requires }),
      sample: sampleOf(type),
    };
  });
}

/** All categories with their types. */
export function categoryList(): CategoryItem[] {
  return CATEGORY_NAMES.map((category) => {
    const types = cataloguedTypes().filter((type) => CATALOGUE[type].categories.includes(category));
    return {
      category,
      description: CATEGORIES[category].description,
      eventTypes: types.filter((type) => isEventType(type)),
      documentedEventTypes: types.filter((type) => !isEventType(type)),
    };
  });
}

function cataloguedTypes(): CataloguedType[] {
  return Object.keys(CATALOGUE).filter(isCatalogued);
}

function isCatalogued(type: string): type is CataloguedType {
  return Object.hasOwn(CATALOGUE, type);
}
