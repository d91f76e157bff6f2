/** A path of more characters is no path that a payload has. */
const MAX_PATH_CHARS = 256;
/** The deepest field of any catalogued sample stands five keys deep. */
const MAX_PATH_SEGMENTS = 10;
/** Texts are read in pieces of so many characters; a longer one costs a step for each piece. */
const CHARS_PER_STEP = 32;

/** One key of a path. In an array, `index` picks an element; null looks into every element. */
export interface Segment {
  name: string;
  index: number | null;
}

/** How much of a payload one test may still look at, so that no payload and no filter costs without end. */
export interface Budget {
  /** Values left to look at; below zero, the test was cut short and says nothing. */
  steps: number;
}

/**
 * Reads a dotted path: `data.metadata.course`. A backslash takes the next character as it is, so `a\.b` is one key
 * with a dot. @returns a sentence where it is no path.
 */
export function parsePath(text: string): readonly Segment[] | string {
  if (text.length > MAX_PATH_CHARS) return `A path has at most ${MAX_PATH_CHARS} characters.`;
  const names = [""];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === ".") {
      names.push("");
      continue;
    }
    if (char === "\\") at += 1;
    if (at >= text.length)
      return "A path does not end with a backslash: it takes the next character as it is.";
    names.push(`${names.pop() ?? ""}${text.charAt(at)}`);
  }
  if (names.includes("")) return "A path is keys with dots between them: data.metadata.course.";
  if (names.length > MAX_PATH_SEGMENTS) return `A path has at most ${MAX_PATH_SEGMENTS} keys.`;
  return names.map((name) => ({ name, index: /^(?:0|[1-9]\d{0,8})$/.test(name) ? Number(name) : null }));
}

/**
 * Whether `accepts` takes a value that the path leads to. An array on the way stands for each of its elements,
 * unless the path names one by its number; an array at the end stands for itself and each of its elements.
 */
export function someAt(
  payload: unknown,
  path: readonly Segment[],
  { accepts, budget }: { accepts: (value: unknown) => boolean; budget: Budget },
): boolean {
  const test = (value: unknown): boolean => isAffordable(value, budget) && accepts(value);
  const visit = (value: unknown, at: number): boolean => {
    const segment = path[at];
    if (!segment) return test(value) || (Array.isArray(value) && someOf(value, test, budget));
    budget.steps -= 1;
    if (budget.steps < 0 || typeof value !== "object" || value === null) return false;
    if (!Array.isArray(value)) {
      return Object.hasOwn(value, segment.name) && visit(Reflect.get(value, segment.name), at + 1);
    }
    if (segment.index !== null) {
      return segment.index < value.length && visit(value[segment.index], at + 1);
    }
    return someOf(value, (element) => isRecord(element, budget) && visit(element, at), budget);
  };
  return visit(payload, 0);
}

// Ends with the budget: a list of a million elements costs no more than what may be looked at of it.
function someOf(list: readonly unknown[], test: (element: unknown) => boolean, budget: Budget): boolean {
  for (const element of list) {
    if (budget.steps < 0) return false;
    if (test(element)) return true;
  }
  return false;
}

function isAffordable(value: unknown, budget: Budget): boolean {
  budget.steps -= typeof value === "string" ? 1 + Math.floor(value.length / CHARS_PER_STEP) : 1;
  return budget.steps >= 0;
}

function isRecord(value: unknown, budget: Budget): boolean {
  budget.steps -= 1;
  return budget.steps >= 0 && typeof value === "object" && value !== null && !Array.isArray(value);
}
