import type { HooklaneError } from "./hooklane-error.ts";

/** The first wait; each further one is twice as long. */
const FIRST_WAIT_MS = 500;
/** More than this and a person is waiting for nothing. */
const LONGEST_WAIT_MS = 8_000;
/** A router that wants to be left alone for longer is told to the caller instead of waited for. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** What passes by itself: a limit, a router that starts or is replaced, a gateway in front of it. */
const PASSING_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * How long to wait before the next try, in milliseconds; undefined where another try is of no use.
 * @param tries how many there were
 * @param random from 0 up to 1: spreads the tries of many clients that failed together
 */
export function waitBeforeRetry(failure: HooklaneError, tries: number, random: number): number | undefined {
  const isPassing = failure.status === 0 || PASSING_STATUS.has(failure.status);
  if (!isPassing) return undefined;
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  const ours = longest / 2 + (longest / 2) * random;
  const asked = failure.retryAfterSeconds ?? 0;
  if (asked > LONGEST_RETRY_AFTER_SECONDS) return undefined;
  return Math.max(ours, asked * 1000);
}
