import { Problem } from "../platform/problem.ts";
import { decodeCursor, encodeCursor, type ListName } from "../record/cursor.ts";
import type { Page, PageRequest } from "../record/page.sql.ts";

/** What a client asks of a list. */
export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** A part of a list as clients see it. */
export interface PageView<Item> {
  data: Item[];
  /** Opens the next part; null at the end. */
  nextCursor: string | null;
}

/** @throws Problem `cursor_invalid` */
export function openPage(list: ListName, { limit, cursor }: PageQuery): PageRequest {
  if (cursor === undefined) return { limit, after: null };
  const after = decodeCursor(list, cursor);
  if (after) return { limit, after };
  throw new Problem(
    "cursor_invalid",
    `This cursor does not belong to the list of ${list}. Start without one.`,
  );
}

/** Turns a page of the record into one for clients. */
export function viewPage<Item, View>(
  list: ListName,
  page: Page<Item>,
  view: (item: Item) => View,
): PageView<View> {
  return { data: page.items.map(view), nextCursor: page.next && encodeCursor(list, page.next) };
}
