import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import type { OpenEvent } from "./delivery.ts";
import { type Found, foundInRecord } from "./reopen.ts";
import type { CoordinatorState } from "./state.ts";

/** Bodies that one page of the record brings into memory. */
export const MAX_PAGE_BODY_BYTES = 4 * 1024 * 1024;

/** The events that are open here, by id. */
export function openById(state: CoordinatorState): Map<string, OpenEvent> {
  return new Map([...state.open.values()].map((event) => [event.head.id, event]));
}

/** An event of a page, from memory where it is open. */
export function findIn(
  id: string,
  open: ReadonlyMap<string, OpenEvent>,
  read: ReadonlyMap<string, RecordedEvent>,
): Found | undefined {
  const event = open.get(id);
  if (event) return { event, body: null };
  const recorded = read.get(id);
  return recorded && foundInRecord(recorded);
}

/** An event of a page, as far as its order goes. */
interface Placed {
  stream: string;
  sequence: number;
  /** In the subscription's lane; null where it was never there. */
  position: number | null;
}

/** By their ids, but each stream in its own order: an event that waited for a predecessor has the older id. */
export function inStreamOrder<Event extends Placed>(chosen: readonly Event[]): Event[] {
  const streams = Map.groupBy(chosen, ({ stream }) => stream);
  const next = new Map([...streams].map(([stream, events]) => [stream, ordered(events).values()]));
  return chosen.map((event) => next.get(event.stream)?.next().value ?? event);
}

/** In the order of their positions; by their sequences where the subscription never had one of them. */
function ordered<Event extends Placed>(events: readonly Event[]): Event[] {
  const hasAll = events.every(({ position }) => position !== null);
  const placeOf = ({ position, sequence }: Event) => (hasAll ? (position ?? 0) : sequence);
  return events.toSorted((a, b) => placeOf(a) - placeOf(b));
}
