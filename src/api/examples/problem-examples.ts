import { Problem, type ProblemCode, toDocument } from "../../platform/problem.ts";

const REF = "#/components/examples/";

/** The problems that the document shows, each once, as a client would see them: its `components.examples`, by code. */
export const PROBLEM_EXAMPLES = [
  new Problem("malformed_json", "The body is not valid JSON."),
  new Problem("malformed_request", "The request cannot be read."),
  new Problem("cursor_invalid", "This cursor does not belong to the list of events. Start without one."),
  new Problem("credentials_invalid", "Nobody has this key. Send one: Authorization: Bearer KEY."),
  new Problem("forbidden", "This key may only read. Use one with the role `manage`."),
  new Problem("not_found", "There is nothing with this id."),
  new Problem("conflict", "The subscription is disabled. Enable or resume it first."),
  new Problem("idempotency_in_progress", "The first request with this Idempotency-Key is under way."),
  new Problem("body_too_large", "A body has at most 256 KiB."),
  new Problem("not_json", "Send the body as JSON, with content-type: application/json."),
  new Problem("invalid", "/nmae: There is no such field.", {
    errors: [{ pointer: "/nmae", message: "There is no such field." }],
  }),
  new Problem(
    "idempotency_key_reused",
    "This Idempotency-Key stands for another request. Send a key of its own with each request.",
  ),
  new Problem("rate_limited", "Too many requests from your address came without a valid key. Wait."),
  new Problem("internal", "Something went wrong here. The answer's x-request-id names it in our log."),
  new Problem("unavailable", "The record cannot be reached for the moment. Try again."),
].map(toDocument);

/** What of an operation decides which problem it is likely to answer with. */
export interface ProblemPlace {
  hasBody: boolean;
  isList: boolean;
  /** Whether it takes an Idempotency-Key. */
  isOnce: boolean;
  /** Whether it can conflict with what there is. */
  mayConflict: boolean;
}

/** The problems that stand for a status, as references to `components.examples`. */
export function problemExamplesOf(status: string, place: ProblemPlace): Record<string, { $ref: string }> {
  const codes = PROBLEM_EXAMPLES.filter(
    ({ code, status: own }) => String(own) === status && fits(code, place),
  ).map(({ code }) => code);
  return Object.fromEntries(codes.map((code) => [code, { $ref: REF + code }]));
}

function fits(code: ProblemCode, { hasBody, isList, isOnce, mayConflict }: ProblemPlace): boolean {
  const conditions: Partial<Record<ProblemCode, boolean>> = {
    malformed_json: hasBody,
    cursor_invalid: isList,
    idempotency_in_progress: isOnce,
    idempotency_key_reused: isOnce,
    conflict: mayConflict,
  };
  return conditions[code] ?? true;
}
