import type { CursorKey } from "./cursor.ts";
import type { Page } from "./page.sql.ts";

/**
 * One page of a list whose parts are in several places. Each part's page was asked for with the same limit and key.
 * @param compare the list's order. Negative = the first one comes first
 */
export function mergePages<Item>(
  pages: readonly Page<Item>[],
  limit: number,
  { compare, keyOf }: { compare: (one: Item, other: Item) => number; keyOf: (item: Item) => CursorKey },
): Page<Item> {
  const all = pages.flatMap(({ items }) => items).toSorted(compare);
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  const isMore = all.length > limit || pages.some(({ next }) => next !== null);
  return { items: shown, next: isMore && last !== undefined ? keyOf(last) : null };
}
