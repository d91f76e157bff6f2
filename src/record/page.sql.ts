import type { CursorKey } from "./cursor.ts";

/** Which part of a list is wanted: `limit` items behind the one whose key is `after`. */
export interface PageRequest {
  limit: number;
  /** null = from the newest on. */
  after: CursorKey | null;
}

/** One part of a list, newest first; `next` is the key to go on behind, null at the end. */
export interface Page<Item> {
  items: Item[];
  next: CursorKey | null;
}

/** One condition of a WHERE clause with the values of its question marks. */
export interface Condition {
  sql: string;
  values: readonly (string | number)[];
}

/** Joins the conditions that apply with AND, their values in the order of the question marks. */
export function allOf(conditions: readonly (Condition | null)[]): Condition {
  const applying = conditions.filter((condition) => condition !== null);
  return {
    sql: applying.map((condition) => `(${condition.sql})`).join(" AND "),
    values: applying.flatMap((condition) => condition.values),
  };
}

/** The condition of a list that is sorted by id, newest first. */
export function behind(column: string, after: CursorKey | null): Condition | null {
  return after && { sql: `${column} < ?`, values: [after[0]] };
}

/**
 * Makes a page of rows that were read with `limit + 1`: the one too many tells that more follow.
 * @param page.edge where reading stopped before the list's end: the page goes on behind it.
 */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  { limit, edge = null }: { limit: number; edge?: CursorKey | null },
  { toItem, keyOf }: { toItem: (row: Row) => Item; keyOf: (row: Row) => CursorKey },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), next: last !== undefined && rows.length > limit ? keyOf(last) : edge };
}
