import type { Behaviour } from "./behaviour.ts";
import type { Delivered } from "./receiver.ts";

/** One request at an endpoint, read as its owner would read it. */
export interface Arrival {
  at: number;
  eventId: string;
  type: string;
  stream: string;
  sequence: number;
  position: number;
  attempt: number;
  /** The endpoint answered 2xx. */
  isTaken: boolean;
  request: Delivered;
}

/** One event in a lane, with the attempts that it took so far. */
export interface LaneRow {
  eventId: string;
  type: string;
  sequence: number;
  position: number;
  attempts: Arrival[];
}

/** One stream at one endpoint, its events in the order in which they first came. */
export interface Lane {
  stream: string;
  rows: LaneRow[];
}

/** @param deliveries of one subscription's receiver */
export function lanesOf(deliveries: readonly Delivered[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const arrival of deliveries.map(readArrival)) {
    const lane = lanes.get(arrival.stream) ?? { stream: arrival.stream, rows: [] };
    lanes.set(arrival.stream, lane);
    const row = lane.rows.find(({ eventId }) => eventId === arrival.eventId);
    if (row) row.attempts.push(arrival);
    else lane.rows.push({ ...pick(arrival), attempts: [arrival] });
  }
  return [...lanes.values()];
}

export function readArrival(request: Delivered): Arrival {
  const { headers, behaviour } = request;
  return {
    at: request.at,
    eventId: headers["webhook-id"] ?? "",
    type: headers["hooklane-event-type"] ?? "",
    stream: headers["hooklane-stream"] ?? "",
    sequence: Number(headers["hooklane-sequence"]),
    position: Number(headers["hooklane-position"]),
    attempt: Number(headers["hooklane-attempt"]),
    isTaken: isSuccess(behaviour),
    request,
  };
}

/** A late answer counts: tests that are about lanes stay below the timeout. */
function isSuccess(behaviour: Behaviour): boolean {
  if (behaviour.kind === "delay") return isSuccess(behaviour.next);
  return behaviour.kind === "answer" && behaviour.status < 300;
}

/** When the endpoint took the event, on the monotonic clock; undefined = not yet. */
export function takenAt(row: LaneRow): number | undefined {
  return row.attempts.find(({ isTaken }) => isTaken)?.at;
}

/** Events that were attempted before the one before them was taken, in words. */
export function overtakings({ stream, rows }: Lane): string[] {
  return rows.flatMap((row, i) => {
    const before = rows[i - 1];
    if (!before) return [];
    const triedAt = row.attempts[0]?.at ?? -Infinity;
    const inOrder = row.sequence > before.sequence && triedAt > (takenAt(before) ?? Infinity);
    return inOrder ? [] : [`${stream}: ${row.sequence} (${row.type}) overtook ${before.sequence}`];
  });
}

/** Places where the positions do not run 1, 2, 3 ..., in words. */
export function gaps({ stream, rows }: Lane): string[] {
  return rows.flatMap(({ position }, i) =>
    position === i + 1 ? [] : [`${stream}: ${position} in place ${i + 1}`],
  );
}

function pick({ eventId, type, sequence, position }: Arrival) {
  return { eventId, type, sequence, position };
}
