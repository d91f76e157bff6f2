/** Together with ours they stay far below the 8 KiB that many servers take. */
const MAX_HEADERS = 20;
const MAX_NAME_CHARS = 128;
const MAX_TOTAL_CHARS = 4_096;

/** RFC 9110 section 5.6.2, `token`. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 section 5.5 without the obsolete bytes; no space at either end, which would not survive the way. */
const VALUE = /^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/;

/** Ours, the connection's, or the platform's: a tenant's value would break the request or pretend to be us. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "expect",
  "fastpix-signature",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "via",
]);
const RESERVED_PREFIXES = ["webhook-", "hooklane-", "cf-", "proxy-", "sec-", "x-forwarded-"];

/** What is wrong with one header; `name` is absent where it is wrong with all of them together. */
export interface HeaderProblem {
  name?: string;
  message: string;
}

/** What keeps these headers from being sent with every delivery; empty where nothing does. */
export function headerProblems(headers: Readonly<Record<string, string>>): HeaderProblem[] {
  const entries = Object.entries(headers);
  const problems: HeaderProblem[] = [];
  if (entries.length > MAX_HEADERS) problems.push({ message: `There are at most ${MAX_HEADERS} headers.` });
  const total = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (total > MAX_TOTAL_CHARS) {
    problems.push({ message: `Names and values have at most ${MAX_TOTAL_CHARS} characters together.` });
  }
  const seen = new Set<string>();
  for (const [name, value] of entries) {
    const message = problemOf(name, value, seen);
    if (message !== undefined) problems.push({ name, message });
    seen.add(name.toLowerCase());
  }
  return problems;
}

function problemOf(name: string, value: string, seen: ReadonlySet<string>): string | undefined {
  const lower = name.toLowerCase();
  if (name.length > MAX_NAME_CHARS || !NAME.test(name)) return "This is no header name.";
  if (RESERVED_NAMES.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    return "This header is reserved: Hooklane or the connection sets it.";
  }
  if (seen.has(lower)) return "This header is given twice; case does not count in header names.";
  if (!VALUE.test(value)) return "A header's value is printable ASCII without spaces at its ends.";
  return undefined;
}
