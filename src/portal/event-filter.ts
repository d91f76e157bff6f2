import { readTime } from "./read-time.ts";

const STATUSES = ["pending", "delivered", "failed", "unmatched"] as const;

type Status = (typeof STATUSES)[number];

/** What the page of events can be narrowed to, as the use case takes it. */
export interface EventPageFilter {
  type?: string;
  category?: string;
  stream?: string;
  status?: Status;
  from?: number;
  to?: number;
}

/**
 * The filter that an address of the page spells. Empty fields, as a form sends them, are no filter.
 * @returns also what in it could not be read, for the person who typed it.
 */
export function readEventFilter(query: Readonly<Record<string, string>>): {
  filter: EventPageFilter;
  wrong: string[];
} {
  const wrong: string[] = [];
  const filter: EventPageFilter = {};
  for (const name of ["type", "category", "stream"] as const) {
    const value = query[name]?.trim();
    if (value) filter[name] = value;
  }
  const status = STATUSES.find((known) => known === query["status"]);
  if (status) filter.status = status;
  else if (query["status"]) wrong.push(`There is no status "${query["status"]}".`);
  for (const name of ["from", "to"] as const) {
    const text = query[name]?.trim();
    if (!text) continue;
    const at = readTime(text);
    if (at === undefined) wrong.push(`"${text}" is not a time such as 2026-05-11T20:42.`);
    else filter[name] = at;
  }
  return { filter, wrong };
}

export const EVENT_STATUSES = STATUSES;
