import { classify, eventTypeList } from "../catalogue/catalogue.ts";
import { someAt } from "./filter-path.ts";
import { compileFilters, type Filters } from "./filters.ts";
import { type Condition, type FieldCondition, parseFilter } from "./parse-filter.ts";
import { newBudget } from "./test-condition.ts";

/** Enough to see the pattern of one's error. */
const MAX_WARNINGS = 10;
/** The customer's own keys: no sample knows them. */
const OPEN_KEYS: ReadonlySet<string> = new Set(["metadata"]);

/**
 * A word on each condition that holds for no sample because of its path or its kind of value: a number compared with
 * a text is never greater. The samples are made by us and not complete, so these are warnings and no refusals.
 */
export function filterWarnings(filters: Filters): string[] {
  if (filters.filter === undefined || filters.filter === null) return [];
  const parsed = parseFilter(filters.filter);
  if (!parsed.ok) return ["The filter cannot be read by this version: nothing matches it."];
  const samples = samplesFor(filters);
  if (samples.length === 0) return [];
  return fieldsOf(parsed.condition)
    .filter(({ path }) => !path.some(({ name }) => OPEN_KEYS.has(name)))
    .flatMap((field) => warningOf(field, samples))
    .slice(0, MAX_WARNINGS);
}

function warningOf(field: FieldCondition, samples: readonly unknown[]): string[] {
  const { name, operator } = field;
  const kinds = kindsAt(field, samples);
  if (kinds.size === 0) {
    return [`No sample of the event types asked for has "${name}". It is saved as it is.`];
  }
  const asked = kindsAsked(field);
  if (asked.size === 0 || [...asked].some((kind) => kinds.has(kind))) return [];
  return [
    `"${name}" is ${[...kinds].join(" or ")} in the samples, but ${operator} compares it with ${[...asked].join(" or ")}: the two are never equal, greater or less.`,
  ];
}

/** Kinds of values that could fulfil a condition; empty where any could. */
function kindsAsked({ operator, operand }: FieldCondition): ReadonlySet<string> {
  if (operator === "$exists") return new Set();
  const kinds = new Set([operand].flat().map(kindOf));
  // null asks for what is missing as well, and that no sample can show.
  return kinds.has("null") ? new Set() : kinds;
}

function kindsAt({ path }: FieldCondition, samples: readonly unknown[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const sample of samples) {
    someAt(sample, path, {
      accepts: (value) => {
        kinds.add(kindOf(value));
        return false;
      },
      budget: newBudget(),
    });
  }
  return kinds;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return NAMES_OF_KINDS[typeof value] ?? "an object";
}

const NAMES_OF_KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

function fieldsOf(condition: Condition): FieldCondition[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(fieldsOf);
    case "not":
      return fieldsOf(condition.of);
    case "field":
      return [condition];
  }
}

function samplesFor({ categories, eventTypes }: Filters): unknown[] {
  const { matchesType } = compileFilters({ categories, eventTypes });
  return eventTypeList()
    .filter(({ type }) => matchesType(classify(type), type))
    .map(({ sample }) => sample);
}
