import { categoryList, eventTypeList } from "../../catalogue/catalogue.ts";
import type { CursorKey, ListName } from "../../record/cursor.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { CategoryView, EventTypeView } from "./catalogue.schema.ts";

/** Every event type with a row, in the catalogue's order. */
export function listEventTypes(query: PageQuery): PageView<EventTypeView> {
  const items = eventTypeList().map(({ categories, aliases, requires, ...item }) => ({
    ...item,
    categories: [...categories],
    ...(aliases && { aliases: [...aliases] }),
    ...(requires && { requires: [...requires] }),
  }));
  return pageOf({ list: "event-types", query, keyOf: (item) => [item.type] }, items);
}

/** Every category, in the catalogue's order. */
export function listCategories(query: PageQuery): PageView<CategoryView> {
  const items = categoryList().map(({ eventTypes, documentedEventTypes, ...item }) => ({
    ...item,
    eventTypes: [...eventTypes],
    documentedEventTypes: [...documentedEventTypes],
  }));
  return pageOf({ list: "categories", query, keyOf: (item) => [item.category] }, items);
}

// The cursor names the item that was shown last. One that is gone from the catalogue since starts the list anew.
function pageOf<Item>(
  { list, query, keyOf }: { list: ListName; query: PageQuery; keyOf: (item: Item) => CursorKey },
  all: readonly Item[],
): PageView<Item> {
  const { limit, after } = openPage(list, query);
  const start = all.findIndex((item) => keyOf(item)[0] === after?.[0]) + 1;
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const next = last !== undefined && start + limit < all.length ? keyOf(last) : null;
  return viewPage(list, { items, next }, (item) => item);
}
