import { classify } from "../catalogue/catalogue.ts";
import { compileFilters, type Filters } from "./filters.ts";
import type { Payload } from "./read-payload.ts";

/** An event whose filters are asked for their reason. */
export interface Missed {
  /** As received. */
  type: string;
  /** null where the body was not kept, undefined where it cannot be read as a JSON object. */
  payload: Payload | null | undefined;
  /** The payload as it may be shown, where that is less: reasons quote from it. */
  shown?: unknown;
}

/** What filters say of an event: whether they let it through, and one sentence for the tenant. */
export interface Explanation {
  matches: boolean;
  /** Whether categories and event types let it through. */
  typeMatches: boolean;
  /** Whether the filter on the payload does; null where there is none, or where it was not asked. */
  filterMatches: boolean | null;
  reason: string;
}

/** Why a subscription with these filters gets an event or does not: by type first, then by payload. */
export function explainFilters(filters: Filters, { type, payload, shown }: Missed): Explanation {
  const classified = classify(type);
  const compiled = compileFilters(filters);
  if (!compiled.matchesType(classified, type)) {
    const reason = `"${type}" is of ${nounFor("category", "categories", classified.categories)}, but the subscription asks only for ${wishes(filters)}.`;
    return { matches: false, typeMatches: false, filterMatches: null, reason };
  }
  if (!compiled.payload) {
    const reason = `The subscription asks for "${type}", whatever its payload.`;
    return { matches: true, typeMatches: true, filterMatches: null, reason };
  }
  if (payload === null) {
    const reason = `The subscription asks for "${type}", but its filter cannot be asked: the payload was not kept.`;
    return { matches: false, typeMatches: true, filterMatches: null, reason };
  }
  const verdict = compiled.payload.judge(payload, shown);
  const reason = verdict.matches
    ? `The subscription asks for "${type}", and its filter matches the payload.`
    : verdict.reason;
  return { matches: verdict.matches, typeMatches: true, filterMatches: verdict.matches, reason };
}

function wishes({ categories, eventTypes }: Filters): string {
  const parts: string[] = [];
  if (categories.length > 0) parts.push(nounFor("category", "categories", categories));
  if (eventTypes.length > 0) parts.push(nounFor("event type", "event types", eventTypes));
  return parts.join(" or ");
}

function nounFor(one: string, many: string, names: readonly string[]): string {
  return `${names.length === 1 ? one : many} ${names.join(", ")}`;
}
