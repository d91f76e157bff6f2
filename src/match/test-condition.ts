import { type Budget, someAt } from "./filter-path.ts";
import type { Condition, FieldCondition } from "./parse-filter.ts";

/**
 * Values that one filter may look at in one payload. Some hundred times what the largest sample needs, and mostly
 * under a millisecond (docs/decisions/0028): all subscriptions of a tenant are tested while its coordinator does
 * nothing else.
 */
const MAX_STEPS = 10_000;

export function newBudget(): Budget {
  return { steps: MAX_STEPS };
}

/** Whether a test ran out of its budget: then its outcome says nothing. */
export function isCutShort(budget: Budget): boolean {
  return budget.steps < 0;
}

/** Whether a condition holds for a payload. After a budget that was overdrawn the answer says nothing. */
export function testCondition(condition: Condition, payload: unknown, budget: Budget): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((part) => testCondition(part, payload, budget));
    case "any":
      return condition.of.some((part) => testCondition(part, payload, budget));
    case "not":
      return !testCondition(condition.of, payload, budget);
    case "field":
      return testField(condition, payload, budget);
  }
}

function testField({ path, test }: FieldCondition, payload: unknown, budget: Budget): boolean {
  const isFound =
    someAt(payload, path, { accepts: test.accepts, budget }) ||
    (test.takesAbsence && !someAt(payload, path, { accepts: () => true, budget }));
  return isFound !== test.isNegated;
}
