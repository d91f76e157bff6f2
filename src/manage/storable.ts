import type { FieldError } from "../platform/problem.ts";
import { toPointer } from "./field-errors.ts";

/** No body of ours nests deeper than a few levels; metadata gets some more. */
const MAX_DEPTH = 32;
/** What is wrong with a body is told up to this many times. */
const MAX_ERRORS = 20;

/**
 * What keeps a JSON value from being stored and read back as it is: NUL characters and half surrogate pairs, which
 * SQLite and UTF-8 do not carry, the key `__proto__`, and nesting without end.
 */
export function storageErrors(value: unknown): FieldError[] {
  const errors: FieldError[] = [];
  visit(value, [], errors);
  return errors;
}

function visit(value: unknown, path: readonly string[], errors: FieldError[]): void {
  if (errors.length >= MAX_ERRORS) return;
  if (typeof value === "string") {
    if (!isStorable(value)) errors.push({ pointer: toPointer(path), message: UNSTORABLE });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= MAX_DEPTH) {
    errors.push({
      pointer: toPointer(path),
      message: `Nothing may be nested deeper than ${MAX_DEPTH} levels.`,
    });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const isName = key !== "__proto__" && isStorable(key);
    if (isName) visit(inner, [...path, key], errors);
    else errors.push({ pointer: toPointer(path), message: "A field's name cannot be stored as it is." });
  }
}

const UNSTORABLE = "Text may not hold NUL characters or half of a surrogate pair.";

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}
