import type { Instant } from "../platform/clock.ts";
import { type Counts, noCounts, sumOf } from "./counts.ts";

/** Everything that the router says of itself as a whole. */
export interface Overall {
  counts: Counts;
  coordinators: number;
  openEvents: number;
  oldestUndeliveredAt: Instant | null;
  openBreakers: number;
  unrecorded: number;
  /** The longest that an event was waiting for the record, as last told. */
  projectionLagMs: number;
}

/** What all databases say together. */
export function addUp(parts: readonly Overall[]): Overall {
  const oldest = parts.flatMap(({ oldestUndeliveredAt: at }) => (at === null ? [] : [at]));
  const sum = (of: (part: Overall) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    counts: parts.reduce((counts, part) => sumOf(counts, part.counts), noCounts()),
    coordinators: sum(({ coordinators }) => coordinators),
    openEvents: sum(({ openEvents }) => openEvents),
    oldestUndeliveredAt: oldest.length === 0 ? null : Math.min(...oldest),
    openBreakers: sum(({ openBreakers }) => openBreakers),
    unrecorded: sum(({ unrecorded }) => unrecorded),
    projectionLagMs: Math.max(0, ...parts.map(({ projectionLagMs }) => projectionLagMs)),
  };
}
