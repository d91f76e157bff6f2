import { startAfter } from "../platform/ids.ts";
import type { Arrival } from "./arrival.ts";
import { recognisedUntil } from "./bucket.ts";
import type { Tables } from "./commit.ts";
import { type DepartDeps, streamOf } from "./depart.ts";
import type { GivenStream } from "./moves.sql.ts";
import { partitionOf } from "./partition.ts";
import { type EarlierHome, NEW_STREAM, type StreamState } from "./sequence.ts";
import type { CoordinatorState } from "./state.ts";

type FindStream = Pick<DepartDeps, "findStream">;

/** The partition that a stream belongs to. */
export function homeOf({ partitions }: CoordinatorState, stream: string): number {
  return partitionOf(stream, partitions);
}

/** The partition that a stream belonged to before; null where no streams move. */
export function formerHomeOf({ layout }: CoordinatorState, stream: string): number | null {
  return layout.before === null ? null : partitionOf(stream, layout.before);
}

/** Whether the coordinator has the stream: has had an event of it, and has not given it away. */
export function has(state: CoordinatorState, stream: string, deps: FindStream): boolean {
  return streamOf(state, stream, deps).sequence > 0;
}

/**
 * Whether a recorded event of the stream is this coordinator's to go on with. While streams move, each is with the one
 * that has it.
 */
export function isOurs(state: CoordinatorState, stream: string, deps: FindStream): boolean {
  return state.layout.before === null ? homeOf(state, stream) === state.partition : has(state, stream, deps);
}

/** Whether a stream that nobody has yet is this coordinator's to begin. */
export function mayBegin(state: CoordinatorState, stream: string): boolean {
  if (homeOf(state, stream) !== state.partition) return false;
  const former = formerHomeOf(state, stream);
  return former === null || former === state.partition;
}

/** Whether the coordinator keeps every stream for the moment: what it reads back from the record may be of any of them. */
export function keepsAll({ layout, backlogs, replays }: CoordinatorState): boolean {
  return layout.isHeld || backlogs.size > 0 || replays.size > 0;
}

/** The streams of which something is open, waiting, under way or unrecorded. */
export function busyStreams(state: CoordinatorState): Set<string> {
  const busy = new Set(state.changes.streams.keys());
  for (const { head } of state.open.values()) busy.add(head.stream);
  return busy;
}

/** The same of one stream, which costs less where it is busy. */
export function isBusy(state: CoordinatorState, stream: string): boolean {
  if (state.changes.streams.has(stream)) return true;
  for (const { head } of state.open.values()) if (head.stream === stream) return true;
  return false;
}

/**
 * Gives a stream away that belongs to another partition. In a turn: from then on this coordinator takes in no event
 * of it. Repeatable: what was given is given again in the same state, until the new coordinator is known to have it.
 * @param isKept whether something of the stream is still to be done here
 * @returns the stream as its new coordinator goes on with it; null where it stays for the moment
 */
export function letGo(
  state: CoordinatorState,
  stream: string,
  { isKept, tables }: { isKept(): boolean; tables: Tables },
): StreamState | null {
  const own = streamOf(state, stream, tables.small);
  if (own.sequence === 0) return tables.moves.findGiven(stream) ?? NEW_STREAM;
  if (keepsAll(state) || isKept()) return null;
  const given = { ...own, earlier: [...stillEarlier(own, state), hereUntilNow(own, state)] };
  tables.small.deleteStream(stream);
  tables.moves.giveStream(stream, given);
  state.streamsGiven += 1;
  return given;
}

/** Goes on with a stream that another coordinator has given away. In a turn; does nothing where it is here already. */
export function adopt(
  state: CoordinatorState,
  { stream, state: given }: GivenStream,
  deps: FindStream,
): void {
  if (given.sequence === 0 || has(state, stream, deps)) return;
  const earlier = stillEarlier(given, state);
  const { earlier: _elsewhere, ...rest } = given;
  state.changes.streams.set(stream, { ...rest, ...(earlier.length > 0 && { earlier }) });
  // Ids tell the order of a stream's events in lists: the next one stands behind those from before.
  const highest = given.last?.highestId;
  if (highest !== undefined && highest > (state.lastEventId ?? ""))
    state.lastEventId = startAfter(highest, "evt");
}

/**
 * The partitions that may have seen an arrival before its stream moved here. What is younger than every event that
 * the stream had there cannot be one of them: the provider sends an event again with the time that it had.
 */
export function maySeenAt(stream: StreamState, { occurredAt }: Arrival, now: number): number[] {
  if (!stream.earlier) return [];
  return stream.earlier
    .filter(({ lastOccurredAt, until }) => {
      if (until < now) return false;
      return occurredAt === null || (lastOccurredAt !== null && occurredAt <= lastOccurredAt);
    })
    .map(({ partition }) => partition);
}

function stillEarlier({ earlier = [] }: StreamState, { partition, now }: CoordinatorState): EarlierHome[] {
  return earlier.filter((home) => home.partition !== partition && home.until >= now);
}

function hereUntilNow({ lastOccurredAt }: StreamState, { partition, now }: CoordinatorState): EarlierHome {
  return { partition, lastOccurredAt, until: recognisedUntil(now) };
}
