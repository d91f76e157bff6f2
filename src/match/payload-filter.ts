import { explainCondition } from "./explain-condition.ts";
import { type Condition, parseFilter } from "./parse-filter.ts";
import type { Payload } from "./read-payload.ts";
import { type RequiredValues, requiredValues } from "./required-values.ts";
import { isCutShort, newBudget, testCondition } from "./test-condition.ts";

/** What a filter says of one payload. Where it does not match, `reason` is a sentence for its tenant. */
export type FilterVerdict = { matches: true } | { matches: false; reason: string };

/** A filter made ready once, tested for every event. It matches only what it can read: every doubt is a miss. */
export interface CompiledPayloadFilter {
  /** @param payload undefined where the body cannot be read as a JSON object. */
  matches(payload: Payload | undefined): boolean;
  /** The same verdict with its reason. @param shown the payload as it may be shown: the reason quotes from it. */
  judge(payload: Payload | undefined, shown?: unknown): FilterVerdict;
  /** What it asks for in every case, so that it can be found by it. */
  required: readonly RequiredValues[];
}

/**
 * Prepares a filter. One that cannot be read, such as one that was saved by a later version, matches nothing.
 * @param filter as saved.
 */
export function compilePayloadFilter(filter: unknown): CompiledPayloadFilter {
  const parsed = parseFilter(filter);
  if (parsed.ok) {
    const { condition } = parsed;
    return {
      matches: (payload) => payload !== undefined && isMatch(condition, payload),
      judge: (payload, shown = payload) => judge(condition, payload, shown),
      required: requiredValues(condition),
    };
  }
  const [problem] = parsed.problems;
  const reason = `The filter cannot be read, so nothing matches it: ${problem?.message ?? "it is empty."}`;
  return { matches: () => false, judge: () => ({ matches: false, reason }), required: [] };
}

function isMatch(condition: Condition, payload: Payload): boolean {
  const budget = newBudget();
  return testCondition(condition, payload, budget) && !isCutShort(budget);
}

function judge(condition: Condition, payload: Payload | undefined, shown: unknown): FilterVerdict {
  if (payload === undefined) {
    return { matches: false, reason: "The body cannot be read as a JSON object, so no filter matches it." };
  }
  const budget = newBudget();
  const isHeld = testCondition(condition, payload, budget);
  if (isCutShort(budget)) return { matches: false, reason: CUT_SHORT };
  if (isHeld) return { matches: true };
  return {
    matches: false,
    reason: `The filter keeps it back: ${explainCondition(condition, payload, shown)}.`,
  };
}

const CUT_SHORT =
  "The payload is too large for the filter: testing it was cut short, and what is not tested does not match.";
