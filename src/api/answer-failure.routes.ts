import { HTTPException } from "hono/http-exception";
import type { Log } from "../platform/log.ts";
import { Problem, toResponse } from "../platform/problem.ts";
import { problemOf } from "./problem-of.ts";

/** Where and when a failure happened. */
export interface FailedRequest {
  method: string;
  path: string;
  requestId: string;
}

/** The one way in which a failure leaves: as a problem document, the unexpected ones with a line in the log. */
export function answerFailure(failure: unknown, request: FailedRequest, log: Log): Response {
  const problem = failure instanceof HTTPException ? ofFramework(failure) : problemOf(failure);
  if (problem.code === "internal" || problem.code === "unavailable") {
    log.warn("request_failed", { ...request, code: problem.code, error: describe(failure) });
  }
  const response = toResponse(problem);
  response.headers.set("x-request-id", request.requestId);
  const challenge = CHALLENGES[problem.code];
  if (challenge !== undefined) response.headers.set("www-authenticate", challenge);
  return response;
}

const CHALLENGES: Partial<Record<Problem["code"], string>> = {
  credentials_missing: 'Bearer realm="hooklane"',
  credentials_invalid: 'Bearer realm="hooklane", error="invalid_token"',
};

// What the framework refuses before a handler sees it is always the request's fault.
function ofFramework({ status, message }: HTTPException): Problem {
  if (status === 415)
    return new Problem("not_json", "Send the body as JSON, with content-type: application/json.");
  return status < 500 ? new Problem("malformed_request", message) : problemOf(undefined);
}

function describe(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
