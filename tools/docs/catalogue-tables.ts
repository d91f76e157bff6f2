import { categoryList, type EventTypeItem, eventTypeList } from "../../src/catalogue/catalogue.ts";
import { codes, markdownTable } from "./markdown.ts";

/** The categories with the number of types in each. */
export function categoryTable(): string {
  const rows = categoryList().map(({ category, description, eventTypes, documentedEventTypes }) => [
    `\`${category}\``,
    description,
    countOf(eventTypes.length, documentedEventTypes.length),
  ]);
  return markdownTable(["category", "what it holds", "event types"], rows);
}

/** The types of the provider's own collection. */
export function eventTypeTable(): string {
  const official = eventTypeList().filter((item) => item.official);
  const rows = official.map((item) => [...rowOf(item), codes(item.requires ?? [])]);
  return markdownTable(
    ["event type", "categories", "what happened", "also spelt", "comes after one of"],
    rows,
  );
}

/** The types that the provider documents outside of its collection. */
export function documentedTypeTable(): string {
  const documented = eventTypeList().filter((item) => !item.official);
  return markdownTable(["event type", "categories", "what happened", "also spelt"], documented.map(rowOf));
}

function countOf(official: number, documented: number): string {
  return documented === 0 ? String(official) : `${official}, and ${documented} documented elsewhere`;
}

function rowOf({ type, categories, description, aliases = [] }: EventTypeItem): string[] {
  return [`\`${type}\``, codes(categories), description, codes(aliases)];
}
