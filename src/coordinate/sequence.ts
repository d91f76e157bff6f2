import { ALL_PREDECESSORS, type Lifecycle } from "../catalogue/catalogue.ts";
import type { Instant } from "../platform/clock.ts";

/** What is remembered about a stream for as long as it may get events. */
export interface StreamState {
  /** The sequence given last; 0 before the first event. */
  sequence: number;
  /** Subscription id -> the position given last in that lane. */
  positions: Record<string, number>;
  /** The latest time at which the provider says that something happened that has left for its lanes. */
  lastOccurredAt: Instant | null;
  /**
   * The predecessors that have left, as the catalogue's bits. Absent in what was stored before there were any:
   * all count as seen, so that an old stream waits for nothing that it may have had long ago.
   */
  seen?: number;
  /** The predecessors that an event has left without; absent = none. */
  missed?: number;
  /** The event accepted last. Absent in rows that were stored before this was remembered. */
  last?: LastEvent;
  /** Where it was coordinated before, newest last; absent where it has never moved. */
  earlier?: EarlierHome[];
}

/** A partition that a stream has left: it still knows which events it has seen. */
export interface EarlierHome {
  partition: number;
  /** The latest time of any event that the stream had there; null where none of them told its time. */
  lastOccurredAt: Instant | null;
  /** After this it recognises nothing any more. */
  until: Instant;
}

/** What is remembered of a stream's last event, for whoever looks at the stream. */
export interface LastEvent {
  /** The highest id in the stream: no event of it is listed before this one. */
  highestId: string;
  type: string;
  receivedAt: Instant;
}

export const NEW_STREAM: StreamState = { sequence: 0, positions: {}, lastOccurredAt: null, seen: 0 };

/** An event's places in its lanes, and whether it comes late. */
export interface Departure {
  /** One per subscription, in the order asked for. */
  positions: number[];
  /** Whether a younger event of the stream has left before it, or one that had to leave without it. */
  late: boolean;
  stream: StreamState;
}

/** Counts one more event of a stream. The given state is left as it is. */
export function withNextSequence(stream: StreamState): StreamState {
  return { ...stream, sequence: stream.sequence + 1 };
}

/** The predecessors that have been seen in a stream. */
export function seenIn(stream: StreamState): number {
  return stream.seen ?? ALL_PREDECESSORS;
}

/** Whether none of the types that an event requires has been seen in its stream. */
export function isAhead(seen: number, { requires }: Lifecycle): boolean {
  return requires !== 0 && (requires & seen) === 0;
}

/** An event that leaves for its lanes. */
export interface Leaving {
  occurredAt: Instant | null;
  lifecycle: Lifecycle;
  /** The predecessors that leave together with it, before it or behind it. */
  together: number;
}

/** Gives an event its places as it leaves for its lanes. The given state is left as it is. */
export function depart(
  stream: StreamState,
  { occurredAt, lifecycle, together }: Leaving,
  subscriptionIds: readonly string[],
): Departure {
  const positions = { ...stream.positions };
  const given = subscriptionIds.map((id) => {
    const position = (positions[id] ?? 0) + 1;
    positions[id] = position;
    return position;
  });
  const seen = seenIn(stream);
  const missed = stream.missed ?? 0;
  const last = stream.lastOccurredAt;
  const isOlder = occurredAt !== null && last !== null && occurredAt < last;
  const stillMissed =
    (missed | (isAhead(seen | together, lifecycle) ? lifecycle.requires : 0)) & ~lifecycle.bit;
  return {
    positions: given,
    late: isOlder || (missed & lifecycle.bit) !== 0,
    stream: {
      sequence: stream.sequence,
      positions,
      lastOccurredAt: occurredAt === null ? last : Math.max(occurredAt, last ?? occurredAt),
      seen: seen | lifecycle.bit,
      ...(stillMissed !== 0 && { missed: stillMissed }),
      ...(stream.last && { last: stream.last }),
      ...(stream.earlier && { earlier: stream.earlier }),
    },
  };
}
