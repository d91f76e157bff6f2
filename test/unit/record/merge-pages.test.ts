import fc from "fast-check";
import { expect, it } from "vitest";
import type { CursorKey } from "../../../src/record/cursor.ts";
import { mergePages } from "../../../src/record/merge-pages.ts";
import { cutPage, type Page } from "../../../src/record/page.sql.ts";

const ORDER = {
  compare: (one: number, other: number) => one - other,
  keyOf: (item: number): CursorKey => [String(item)],
};

/** A part of the list, as its database would page it. */
function pageOf(part: readonly number[], limit: number, after: CursorKey | null): Page<number> {
  const rows = part.filter((item) => after === null || item > Number(after[0])).slice(0, limit + 1);
  return cutPage(rows, { limit }, { toItem: (item) => item, keyOf: ORDER.keyOf });
}

it("shows every item of every part once, in order, however it is paged", () => {
  const lists = fc.uniqueArray(fc.tuple(fc.nat(1_000), fc.nat(2)), { selector: ([item]) => item });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 7 }), (items, limit) => {
      const sorted = items.toSorted(([one], [other]) => one - other);
      const parts = [0, 1, 2].map((place) => sorted.flatMap(([item, at]) => (at === place ? [item] : [])));
      const shown: number[] = [];
      let after: CursorKey | null = null;
      do {
        const pages: Page<number>[] = parts.map((part) => pageOf(part, limit, after));
        const page: Page<number> = mergePages(pages, limit, ORDER);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        shown.push(...page.items);
        after = page.next;
      } while (after !== null);
      expect(shown).toEqual(sorted.map(([item]) => item));
    }),
  );
});
