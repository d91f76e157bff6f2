import type { FieldError } from "../platform/problem.ts";

/** What a validator says about one place of its input: the part of zod's issues that is used here. */
export interface Issue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  /** Of fields that there are not. */
  readonly keys?: readonly string[];
  /** Of each alternative that did not fit. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Where the input stood: a body's fields are named by pointer (RFC 6901), parameters by name. */
export type InputPlace = "body" | "parameter";

/** What a client has to change, field by field. */
export function fieldErrors(issues: readonly Issue[], place: InputPlace): FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, [], place));
}

/** An RFC 6901 pointer to the place that these names lead to. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function errorsOf(issue: Issue, parent: readonly PropertyKey[], place: InputPlace): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.keys && issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: nameOf([...path, key], place),
      message: "There is no such field.",
    }));
  }
  const [closest] = (issue.errors ?? []).toSorted((one, other) => distanceOf(one) - distanceOf(other));
  if (closest && closest.length > 0) return closest.flatMap((inner) => errorsOf(inner, path, place));
  return [{ pointer: nameOf(path, place), message: issue.message }];
}

// The alternative that was meant is of the right kind as a whole, and has the fewest complaints.
function distanceOf(complaints: readonly Issue[]): number {
  const isOfOtherKind = complaints.some(({ code, path }) => code === "invalid_type" && path.length === 0);
  return isOfOtherKind ? Number.MAX_SAFE_INTEGER : complaints.length;
}

function nameOf(path: readonly PropertyKey[], place: InputPlace): string {
  return place === "body" ? toPointer(path) : path.map(String).join(".");
}
