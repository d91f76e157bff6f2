import type { Segment } from "./filter-path.ts";
import type { Condition, FieldCondition } from "./parse-filter.ts";

/** A field that has to have one of some values, whatever else a filter asks. */
export interface RequiredValues {
  /** As the tenant wrote it. */
  name: string;
  path: readonly Segment[];
  values: readonly unknown[];
}

/** Of which fields a condition holds only where they have certain values; empty where it asks nothing of the kind. */
export function requiredValues(condition: Condition): RequiredValues[] {
  switch (condition.kind) {
    case "all":
      return condition.of.flatMap(requiredValues);
    case "field":
      return requiredOf(condition);
    case "any":
    case "not":
      return [];
  }
}

// A field that may be missing cannot be found by its value.
function requiredOf({ name, path, operator, operand, test }: FieldCondition): RequiredValues[] {
  if (test.takesAbsence) return [];
  if (operator === "$eq") return [{ name, path, values: [operand] }];
  return operator === "$in" && Array.isArray(operand) ? [{ name, path, values: operand }] : [];
}
