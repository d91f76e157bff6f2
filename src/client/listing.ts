import { HooklaneError } from "./hooklane-error.ts";

/** One page of a list. */
export interface Page<Item> {
  data: Item[];
  /** Opens the next page; null at the end. */
  nextCursor: string | null;
}

/**
 * A list that is asked for as far as it is read: `for await (const item of listing)`. Nothing is sent before.
 * Each loop over it begins at the first page.
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** One page: that of the query's `cursor`, or the first. */
  page(): Promise<Page<Item>>;
  /** Page after page. */
  pages(): AsyncGenerator<Page<Item>, void>;
  /** All items in one array. @param most where to stop: a list may be long */
  toArray(most: number): Promise<Item[]>;
}

/** @param ask for the page that a cursor opens; undefined = the first */
export function listingOf<Item>(ask: (cursor: string | undefined) => Promise<Page<Item>>): Listing<Item> {
  async function* pages(): AsyncGenerator<Page<Item>, void> {
    let cursor: string | undefined;
    do {
      const page: Page<Item> = await ask(cursor);
      yield page;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  async function* items(): AsyncGenerator<Item, void> {
    for await (const page of pages()) yield* page.data;
  }
  return {
    page: () => ask(undefined),
    pages,
    async toArray(most) {
      const found: Item[] = [];
      if (most <= 0) return found;
      for await (const item of items()) {
        if (found.push(item) >= most) break;
      }
      return found;
    },
    [Symbol.asyncIterator]: items,
  };
}

/** The page in an answer. @throws HooklaneError `unreadable_answer` where it has none */
export function pageOf(answer: unknown): Page<unknown> {
  if (isPage(answer)) return answer;
  throw new HooklaneError("unreadable_answer", "The answer is not a page of a list", { status: 200 });
}

function isPage(answer: unknown): answer is Page<unknown> {
  if (typeof answer !== "object" || answer === null) return false;
  const { data, nextCursor } = { data: undefined, nextCursor: undefined, ...answer };
  return Array.isArray(data) && (nextCursor === null || typeof nextCursor === "string");
}
