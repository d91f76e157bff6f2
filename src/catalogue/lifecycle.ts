import { classify } from "./classify.ts";
import { CATALOGUE, type EventType } from "./event-types.ts";
import { PREDECESSORS } from "./types/predecessors.ts";

/** Where a type stands in the life of its media or live stream. Predecessors are bits, for a quick look. */
export interface Lifecycle {
  /** A lower one comes first; undefined where the event may come at any time. */
  rank: number | undefined;
  /** The bit of this type itself; 0 where no type requires it. */
  bit: number;
  /** The bits of which at least one has to be seen before; 0 where it requires none. */
  requires: number;
}

const NO_LIFECYCLE: Lifecycle = { rank: undefined, bit: 0, requires: 0 };

const bits: ReadonlyMap<string, number> = new Map(
  PREDECESSORS.map((type: EventType, index) => [type, 1 << index]),
);

/** Every bit that there is. */
export const ALL_PREDECESSORS = (1 << PREDECESSORS.length) - 1;

const lifecycles: ReadonlyMap<string, Lifecycle> = new Map(
  Object.entries(CATALOGUE).map(([type, { rank, requires }]) => [
    type,
    { rank, bit: bitOf(type), requires: (requires ?? []).reduce((mask, one) => mask | bitOf(one), 0) },
  ]),
);

/** @param received the type as it came. One that the catalogue does not know requires nothing. */
export function lifecycleOf(received: string): Lifecycle {
  return lifecycles.get(classify(received).canonical) ?? NO_LIFECYCLE;
}

function bitOf(type: string): number {
  return bits.get(type) ?? 0;
}
