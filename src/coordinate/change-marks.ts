import type { Projected } from "./coordinator.sql.ts";
import type { CoordinatorState } from "./state.ts";

/** Where an event stays open for long, every other mark goes: the youngest tells how far the next step may be. */
const MAX_PENDING_MARKS = 100;

/** How far the revisions had come when an event was the last. */
interface ChangeMark {
  ordinal: number;
  revision: number;
}

/** What tells which changes of events a rebuild need not read. */
export interface ChangeMarks {
  /** Every change of an event that is not done was written under a higher revision than this one's. */
  passed: ChangeMark;
  /** Marks with something open below them, oldest first. */
  pending: ChangeMark[];
}

export function newChangeMarks(marker: Projected): ChangeMarks {
  const passed = { ordinal: marker.doneBelow, revision: marker.changesAfter };
  return { passed, pending: [] };
}

/**
 * Sets a mark where an event was accepted since the last one: with each batch that the record takes.
 * @param doneBelow every event with a lower ordinal is done.
 * @returns the revision behind which all changes of the others were written.
 */
export function changesAfter(state: CoordinatorState, doneBelow: number): number {
  const { changeMarks } = state;
  const { passed, pending } = changeMarks;
  if (state.lastOrdinal > (pending.at(-1) ?? passed).ordinal) {
    pending.push({ ordinal: state.lastOrdinal, revision: state.lastRevision });
  }
  const reached = pending.findLast(({ ordinal }) => ordinal < doneBelow);
  if (reached) changeMarks.passed = reached;
  const left = pending.filter(({ ordinal }) => ordinal > changeMarks.passed.ordinal);
  changeMarks.pending = left.length > MAX_PENDING_MARKS ? left.filter((_, index) => index % 2 === 0) : left;
  return changeMarks.passed.revision;
}
