import type { Instant } from "../platform/clock.ts";

/** What is remembered about a stream for as long as it may get events. */
export interface StreamState {
  /** The sequence given last; 0 before the first event. */
  sequence: number;
  /** Subscription id -> the position given last in that lane. */
  positions: Record<string, number>;
  /** The latest time at which the provider says that something happened in it. */
  lastOccurredAt: Instant | null;
}

export const NEW_STREAM: StreamState = { sequence: 0, positions: {}, lastOccurredAt: null };

/** An event's place: its sequence in the stream, its position in each lane, and whether it comes late. */
export interface Place {
  sequence: number;
  /** One per subscription, in the order asked for. */
  positions: number[];
  /** Whether a younger event of the stream was accepted before it. */
  late: boolean;
  stream: StreamState;
}

/** Gives the next event of a stream its place. The given state is left as it is. */
export function nextPlace(
  stream: StreamState,
  occurredAt: Instant | null,
  subscriptionIds: readonly string[],
): Place {
  const sequence = stream.sequence + 1;
  const positions = { ...stream.positions };
  const given = subscriptionIds.map((id) => {
    const position = (positions[id] ?? 0) + 1;
    positions[id] = position;
    return position;
  });
  const last = stream.lastOccurredAt;
  const late = occurredAt !== null && last !== null && occurredAt < last;
  const lastOccurredAt = occurredAt === null ? last : Math.max(occurredAt, last ?? occurredAt);
  return { sequence, positions: given, late, stream: { sequence, positions, lastOccurredAt } };
}
