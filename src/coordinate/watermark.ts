import type { CoordinatorState } from "./state.ts";

/** So many events have to be done before a new mark is worth its rows. */
const MARK_EVERY = 1_000;
/** Marks that may still become true; what stands for long in the way of the oldest makes the younger ones worthless. */
const MAX_PENDING_MARKS = 100;
/** What was reopened stands among the oldest; behind so many of it nobody looks for the first other event. */
const MAX_LOOKED_AT = 1_000;

/**
 * Up to here nothing is left to do: every event with such an ordinal or a lower one is settled and recorded, and
 * what has become of the others was written under higher revisions. A rebuild reads only what came after.
 */
export interface Watermark {
  ordinal: number;
  revision: number;
}

/** Marks that are not true yet, oldest first, and the last one that is. */
export interface Watermarks {
  passed: Watermark;
  pending: Watermark[];
  /** How many ordinals lie between two marks. */
  every: number;
}

export function newWatermarks(passed: Watermark): Watermarks {
  return { passed, pending: [], every: MARK_EVERY };
}

/** Sets a mark where enough was accepted since the last one. @returns the mark that has now become true, if any. */
export function passWatermark({
  watermarks,
  lastOrdinal,
  lastRevision,
  open,
}: CoordinatorState): Watermark | undefined {
  const { passed, pending, every } = watermarks;
  if (lastOrdinal - (pending.at(-1) ?? passed).ordinal >= every) {
    pending.push({ ordinal: lastOrdinal, revision: lastRevision });
    // Every other one goes: the oldest is what may become true, the youngest how far it could go.
    if (pending.length > MAX_PENDING_MARKS)
      watermarks.pending = pending.filter((_, index) => index % 2 === 0);
  }
  const [next] = pending;
  if (!next) return undefined;
  const oldest = oldestOrdinal(open);
  if (oldest === undefined) return undefined;
  const reached = watermarks.pending.findLast((mark) => mark.ordinal < oldest);
  if (!reached) return undefined;
  watermarks.pending = watermarks.pending.filter((mark) => mark.ordinal > reached.ordinal);
  watermarks.passed = reached;
  return reached;
}

/** The oldest event of a bucket that is not done; undefined where that cannot be told in time. */
function oldestOrdinal(open: CoordinatorState["open"]): number | undefined {
  let looked = 0;
  for (const [ordinal, { isHeld }] of open) {
    if (!isHeld) return ordinal;
    looked += 1;
    if (looked >= MAX_LOOKED_AT) return undefined;
  }
  return Number.POSITIVE_INFINITY;
}
