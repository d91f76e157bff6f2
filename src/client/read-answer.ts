import {
  HooklaneError,
  type FailureDetails,
  type FieldError,
  type HooklaneErrorCode,
} from "./hooklane-error.ts";

/**
 * The JSON of a success; undefined where it has no body.
 * @throws HooklaneError for every other answer
 */
export async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  const details = detailsOf(response);
  if (!response.ok) throw problemOf(parse(text), details);
  if (text === "") return undefined;
  const value = parse(text);
  if (value === undefined) throw unreadable(details);
  return value;
}

function problemOf(value: unknown, details: FailureDetails): HooklaneError {
  if (!isProblem(value)) return unreadable(details);
  return new HooklaneError(value.code, value.detail, { ...details, errors: value.errors });
}

// Something between us and the router, or a router of another kind.
function unreadable(details: FailureDetails): HooklaneError {
  return new HooklaneError(
    "unreadable_answer",
    `The answer, status ${details.status}, is not the router's`,
    details,
  );
}

interface ReadProblem {
  code: HooklaneErrorCode;
  detail: string;
  errors?: readonly FieldError[];
}

// Codes are a closed list per version: one that is newer than this client is passed on as it is.
function isProblem(value: unknown): value is ReadProblem {
  if (typeof value !== "object" || value === null) return false;
  const { code, detail, errors = [] } = { code: undefined, detail: undefined, ...value };
  return typeof code === "string" && typeof detail === "string" && Array.isArray(errors);
}

function detailsOf({ status, headers }: Response): FailureDetails {
  const seconds = headers.get("retry-after") ?? "";
  return {
    status,
    requestId: headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: /^\d{1,6}$/.test(seconds) ? Number(seconds) : undefined,
  };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
