import { someAt } from "./filter-path.ts";
import type { Condition, FieldCondition } from "./parse-filter.ts";
import { newBudget, testCondition } from "./test-condition.ts";

/** A reason is a sentence or two in a list, not a document. */
const MAX_REASON_CHARS = 600;
/** Of a text in the payload so much is quoted as tells it from others. */
const MAX_QUOTED_CHARS = 80;
const MAX_QUOTED_VALUES = 3;
const MAX_ALTERNATIVES = 3;

/**
 * Names what of a condition does not hold. Call it only for a condition that does not, and that was tested to its end.
 * @param shown the payload with secrets masked: values are quoted from it.
 */
export function explainCondition(condition: Condition, payload: unknown, shown: unknown): string {
  return clip(failureOf(condition, payload, shown), MAX_REASON_CHARS);
}

function failureOf(condition: Condition, payload: unknown, shown: unknown): string {
  switch (condition.kind) {
    case "all": {
      const failing = condition.of.find((part) => !testCondition(part, payload, newBudget()));
      return failing ? failureOf(failing, payload, shown) : "all of it holds";
    }
    case "any": {
      const failures = condition.of.slice(0, MAX_ALTERNATIVES).map((part) => failureOf(part, payload, shown));
      const more = condition.of.length - failures.length;
      return `none of the $or holds: ${failures.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
    }
    case "not":
      return `what $not excludes is so: ${describe(condition.of)}`;
    case "field":
      return `${describe(condition)} does not hold, there is ${foundAt(condition, shown)}`;
  }
}

function describe(condition: Condition): string {
  switch (condition.kind) {
    case "all":
      return `(${condition.of.map(describe).join(" and ")})`;
    case "any":
      return `(${condition.of.map(describe).join(" or ")})`;
    case "not":
      return `not ${describe(condition.of)}`;
    case "field":
      return `${condition.name} ${condition.operator} ${clip(JSON.stringify(condition.operand), MAX_QUOTED_CHARS)}`;
  }
}

/** What stands where a condition looks. */
function foundAt({ path }: FieldCondition, shown: unknown): string {
  const found: string[] = [];
  someAt(shown, path, {
    accepts: (value) => {
      found.push(quote(value));
      // What is in a list is quoted with the list.
      return Array.isArray(value) || found.length > MAX_QUOTED_VALUES;
    },
    budget: newBudget(),
  });
  if (found.length === 0) return "nothing";
  const more = found.length > MAX_QUOTED_VALUES ? ", ..." : "";
  return `${found.slice(0, MAX_QUOTED_VALUES).join(", ")}${more}`;
}

function quote(value: unknown): string {
  if (Array.isArray(value) && value.length > MAX_QUOTED_VALUES) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return "an object";
  if (typeof value === "string") return JSON.stringify(clip(value, MAX_QUOTED_CHARS));
  return clip(JSON.stringify(value), MAX_QUOTED_CHARS);
}

function clip(text: string, chars: number): string {
  return text.length <= chars ? text : `${text.slice(0, chars).toWellFormed()}...`;
}
