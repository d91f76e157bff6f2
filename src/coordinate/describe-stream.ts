import type { Instant } from "../platform/clock.ts";
import type { FoldedDelivery } from "../record/folded-delivery.ts";
import { fold, isSettled, type OpenEvent } from "./delivery.ts";
import { type LaneEntry, orderedLaneKey, parksAt } from "./lanes.ts";
import type { StreamState } from "./sequence.ts";
import type { CoordinatorState } from "./state.ts";
import { waitOf } from "./wait.ts";

/** Unsettled deliveries that are described one by one; of more the latest, and the head of every lane. */
const MAX_DESCRIBED = 2_000;

/** How a stream stands, as only its coordinator knows. */
export interface StreamStanding {
  stream: string;
  /** The sequence given last; 0 = no event of it was ever taken in. */
  lastSequence: number;
  /** The last one that the record has. */
  recordedSequence: number;
  /** The last one that the record has and that has an unsettled delivery; 0 = none. */
  openSequence: number;
  /** Deliveries that are not settled. */
  openDeliveries: number;
  /** Absent where the last event came before this was remembered. */
  last?: NonNullable<StreamState["last"]>;
}

/** An unsettled delivery as it stands now. */
export interface LiveDelivery {
  eventId: string;
  type: string;
  sequence: number;
  receivedAt: Instant;
  late: boolean;
  /** Without an attempt inside: that is for settled ones. */
  folded: Omit<FoldedDelivery, "a">;
  /** Whether it is what the lane is waiting for. Never for one that has a lane to itself. */
  isHead: boolean;
  /** When what it waits for is over by itself; absent where something has to happen first. */
  waitsUntil?: Instant;
  /** It is being attempted: its lease ends then at the latest. */
  leasedUntil?: Instant;
  /** When it will be parked if it goes on failing. */
  parksAt?: Instant;
}

/** A stream with its unsettled deliveries, oldest event first. */
export interface StreamDescription {
  standing: StreamStanding;
  deliveries: LiveDelivery[];
}

type FindStream = (stream: string) => StreamState;

/** How several streams stand. One look at all open events, however many streams are asked for. */
export function standingsOf(
  state: CoordinatorState,
  streams: readonly string[],
  findStream: FindStream,
): StreamStanding[] {
  const asked = new Set(streams);
  const open = Map.groupBy(
    [...state.open.values()].filter(({ head }) => asked.has(head.stream)),
    ({ head }) => head.stream,
  );
  return streams.map((stream) => standingOf(state, stream, { events: open.get(stream) ?? [], findStream }));
}

/** Everything that is going on in one stream. Reads memory only, but for the stream's own row. */
export function describeStream(
  state: CoordinatorState,
  stream: string,
  { findStream, now }: { findStream: FindStream; now: Instant },
): StreamDescription {
  const events = [...state.open.values()].filter(({ head }) => head.stream === stream);
  const heads = new Set(
    [...state.subscriptions.keys()].map(
      (id) => state.lanes.get(orderedLaneKey(id, stream))?.entries.peek()?.delivery,
    ),
  );
  const unsettled = events.flatMap((event) =>
    event.deliveries
      .filter((delivery) => !isSettled(delivery))
      .map((delivery) => ({ event, delivery, isHead: heads.has(delivery) })),
  );
  const from = unsettled.length - MAX_DESCRIBED;
  return {
    standing: standingOf(state, stream, { events, findStream }),
    deliveries: unsettled
      .filter(({ isHead }, at) => isHead || at >= from)
      .map(({ event, delivery, isHead }) => ({
        ...describe(state, { event, delivery }, now),
        isHead,
      })),
  };
}

function standingOf(
  state: CoordinatorState,
  stream: string,
  { events, findStream }: { events: readonly OpenEvent[]; findStream: FindStream },
): StreamStanding {
  const { sequence, last } = findStream(stream);
  const isRecorded = (event: OpenEvent) => event.isBodyProjected || !state.unprojected.has(event.ordinal);
  const missing = events.filter((event) => !isRecorded(event)).map(({ head }) => head.sequence);
  const open = events.filter(({ deliveries }) => deliveries.some((delivery) => !isSettled(delivery)));
  return {
    stream,
    lastSequence: sequence,
    recordedSequence: Math.min(sequence, ...missing.map((one) => one - 1)),
    openSequence: Math.max(0, ...open.filter(isRecorded).map(({ head }) => head.sequence)),
    openDeliveries: open.flatMap(({ deliveries }) => deliveries.filter((delivery) => !isSettled(delivery)))
      .length,
    ...(last && { last }),
  };
}

function describe(
  state: CoordinatorState,
  { event: { head }, delivery }: LaneEntry,
  now: Instant,
): Omit<LiveDelivery, "isHead"> {
  const { a: _settledOnly, ...folded } = fold(delivery);
  const wait = waitOf(state, delivery, now);
  const policy = delivery.lane?.owner.subscription.policy;
  const willPark = policy ? parksAt(delivery, policy) : Number.POSITIVE_INFINITY;
  return {
    eventId: head.id,
    type: head.type,
    sequence: head.sequence,
    receivedAt: head.receivedAt,
    late: head.late,
    folded: wait ? { ...folded, w: wait.for } : folded,
    ...(wait && wait.until !== null && { waitsUntil: wait.until }),
    ...(delivery.leasedUntil !== null && { leasedUntil: delivery.leasedUntil }),
    ...(Number.isFinite(willPark) && { parksAt: willPark }),
  };
}
