import { Problem } from "../platform/problem.ts";

const RETRY_AFTER_SECONDS = 5;

/**
 * How D1 says that it is not there for the moment, as against a mistake of ours
 * (developers.cloudflare.com/d1/observability/debug-d1).
 */
const D1_IS_AWAY =
  /D1 DB is overloaded|Network connection lost|reset because|storage operation exceeded timeout|D1 DB exceeded its (?:CPU|memory)/i;

/** What a failure is to the client. Whatever is not expected is `internal`, and nothing of it is shown. */
export function problemOf(failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  if (isOfPlatform(failure)) {
    return new Problem("unavailable", "The record cannot be reached for the moment. Try again.", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  return new Problem("internal", "Something went wrong here. The answer's x-request-id names it in our log.");
}

// Objects say it in fields of the error, D1 in its text.
function isOfPlatform(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const isMarked =
    ("retryable" in failure && failure.retryable) || ("overloaded" in failure && failure.overloaded);
  return Boolean(isMarked) || D1_IS_AWAY.test(failure.message);
}
