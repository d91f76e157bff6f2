import type { Lifecycle } from "../catalogue/catalogue.ts";
import type { Instant } from "../platform/clock.ts";
import { isAhead } from "./sequence.ts";

/**
 * Events that wait in one stream, at most: a life has a handful that require another one. With one more they all
 * leave, so that a stream that is flooded with them costs no more than any other.
 */
export const MAX_WAITING_PER_STREAM = 100;

/** An event as the order window looks at it. */
export interface Candidate {
  /** Grows in the order of acceptance. */
  ordinal: number;
  occurredAt: Instant | null;
  lifecycle: Lifecycle;
  /** When its window is over; undefined for one that does not wait. */
  waitsUntil: Instant | undefined;
}

/**
 * Who leaves at `now`, when `seen` has been seen: whose window is over, who has a predecessor by now, and who comes
 * before one of these, because what waits together leaves in order. So nobody waits longer than its own window, and
 * the others go on waiting. What does not wait at all leaves in any case.
 * @param waiting all that wait in one stream, and the predecessor that has just come.
 * @returns those that leave, in the order in which they do.
 */
export function whoLeaves<Waiting extends Candidate>(
  waiting: readonly Waiting[],
  { seen, now }: { seen: number; now: Instant },
): Waiting[] {
  const ordered = waiting.toSorted(byLife);
  for (let known = seen; ;) {
    const last = ordered.findLastIndex(
      ({ waitsUntil, lifecycle }) =>
        waitsUntil !== undefined && (waitsUntil <= now || !isAhead(known, lifecycle)),
    );
    const leaving = ordered.filter(({ waitsUntil }, index) => index <= last || waitsUntil === undefined);
    const afterwards = leaving.reduce((mask, { lifecycle }) => mask | lifecycle.bit, known);
    if (afterwards === known) return leaving;
    known = afterwards;
  }
}

/**
 * The order in which events that waited together leave: when they happened, then their place in the life of their
 * media or live stream, then acceptance. Of those that do not say when they happened, what requires a predecessor
 * stands last and everything else first: so each stands behind what it may have waited for.
 */
export function byLife(a: Candidate, b: Candidate): number {
  return compare(timeOf(a), timeOf(b)) || compare(rankOf(a), rankOf(b)) || compare(a.ordinal, b.ordinal);
}

function timeOf({ occurredAt, lifecycle }: Candidate): number {
  if (occurredAt !== null) return occurredAt;
  return lifecycle.requires === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function rankOf({ lifecycle }: Candidate): number {
  return lifecycle.rank ?? Number.POSITIVE_INFINITY;
}

// Not a subtraction: equal infinities have no difference.
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
