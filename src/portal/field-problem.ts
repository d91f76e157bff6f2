import { type FieldError, Problem, type ProblemCode, PROBLEMS } from "../platform/problem.ts";

/** The problem of a form that has no page to be shown again on. */
export function problemOfFields(errors: readonly FieldError[]): Problem {
  return new Problem("invalid", errors.map(sentenceOf).join(" "), { errors: [...errors] });
}

/** A refusal for a form that is shown again with it: what it says of which field, and its status. */
export interface Refusal {
  errors: readonly FieldError[];
  status: (typeof PROBLEMS)[ProblemCode]["status"];
}

/** What a use case refused. @throws failure where it is anything else. */
export function refusalOf(failure: unknown): Refusal {
  if (!(failure instanceof Problem)) throw failure;
  const errors = failure.errors ?? [{ pointer: "", message: failure.message }];
  return { errors, status: PROBLEMS[failure.code].status };
}

function sentenceOf({ pointer, message }: FieldError): string {
  return pointer === "" ? message : `${pointer.slice(1)}: ${message}`;
}
