import type { Instant } from "../platform/clock.ts";

const MAX_WAIT_MS = 24 * 60 * 60 * 1000; // longer than a day is no answer to an event
const HONOURED_STATUSES = [429, 503]; // RFC 6585 section 4, RFC 9110 section 10.2.3

/** When the endpoint wants the next attempt, or undefined where it did not say (or not in a form that counts). */
export function retryAfter(statusCode: number, header: string | null, now: Instant): Instant | undefined {
  if (header === null || !HONOURED_STATUSES.includes(statusCode)) return undefined;
  const at = parse(header.trim(), now);
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + MAX_WAIT_MS);
}

function parse(text: string, now: Instant): Instant | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return now + Math.ceil(Number(text)) * 1000;
  // An HTTP date names its day or its month; Date.parse alone would also take "2030" or "-5".
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
