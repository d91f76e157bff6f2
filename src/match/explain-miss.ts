import { classify } from "../catalogue/catalogue.ts";
import { compileFilters, type Filters } from "./filters.ts";

/** Why a subscription with these filters does not get an event of this type: one sentence for its tenant. */
export function explainMiss(filters: Filters, received: string): string {
  const classified = classify(received);
  if (compileFilters(filters).matches(classified, received)) {
    return `The filters let "${received}" through: it is not they that kept the event back.`;
  }
  return `"${received}" is of ${nounFor("category", "categories", classified.categories)}, but the subscription asks only for ${wishes(filters)}.`;
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
