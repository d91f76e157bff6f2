import type { Instant } from "../platform/clock.ts";

/** The instant that somebody has typed, or undefined for what is none. Without a zone it is UTC, as all of the portal's. */
export function readTime(text: string): Instant | undefined {
  const at = Date.parse(hasZone(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}

// A date field of a browser sends no zone. A date alone is UTC by its standard.
function hasZone(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) || /(?:Z|[+-]\d\d:\d\d)$/.test(text);
}
