/**
 * The closed list of what can go wrong, as a client sees it: code -> status and title.
 * Every code is part of the OpenAPI document; a row is added here and nowhere else.
 */
export const PROBLEMS = {
  malformed_json: { status: 400, title: "The body is not JSON" },
  malformed_request: { status: 400, title: "The request is malformed" },
  cursor_invalid: { status: 400, title: "The cursor is not one of ours" },
  not_an_event: { status: 400, title: "The verified body is not a JSON object" },
  credentials_missing: { status: 401, title: "No credentials" },
  credentials_invalid: { status: 401, title: "Unknown credentials" },
  signature_missing: { status: 401, title: "No signature" },
  signature_malformed: { status: 401, title: "The signature has the wrong form" },
  signature_mismatch: { status: 401, title: "The signature does not match" },
  signature_expired: { status: 401, title: "The signature is too old or from the future" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Conflict" },
  uid_taken: { status: 409, title: "This uid is taken" },
  idempotency_in_progress: { status: 409, title: "The first request with this Idempotency-Key is under way" },
  repartitioning: { status: 409, title: "The tenant's streams are on their way to other partitions" },
  last_secret: { status: 409, title: "The last secret cannot be removed" },
  body_too_large: { status: 413, title: "The body is too large" },
  not_json: { status: 415, title: "The content type is not JSON" },
  invalid: { status: 422, title: "Some fields are invalid" },
  idempotency_key_reused: { status: 422, title: "This Idempotency-Key was used with another body" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something is wrong on our side" },
  misconfigured: { status: 500, title: "This deployment is misconfigured" },
  unavailable: { status: 503, title: "Not available for the moment" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One wrong field: where it is (RFC 6901 pointer into the body, or a query parameter's name) and what to do. */
export interface FieldError {
  pointer: string;
  message: string;
}

/** An RFC 9457 problem document. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  errors?: FieldError[];
}

/** Thrown by a use case to refuse; the one error handler turns it into the problem document. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  /** @param detail what happened and what to do about it, for a person. Never holds a secret or a body. */
  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** The document of a problem. */
export function toDocument(problem: Problem): ProblemDocument {
  const { status, title } = PROBLEMS[problem.code];
  const document: ProblemDocument = {
    type: `urn:hooklane:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
  };
  if (problem.errors) document.errors = problem.errors;
  return document;
}

/** The HTTP answer of a problem. */
export function toResponse(problem: Problem): Response {
  const document = toDocument(problem);
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (problem.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.retryAfterSeconds));
  return new Response(JSON.stringify(document), { status: document.status, headers });
}
