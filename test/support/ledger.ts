import { readArrival, type Arrival } from "./lanes.ts";
import type { Delivered } from "./receiver.ts";

/** What the record says of one delivery. */
export interface RecordedDelivery {
  eventId: string;
  stream: string;
  position: number;
  status: "pending" | "delivered" | "failed" | "parked" | "skipped";
  attemptCount: number;
}

/** Everything that is known of one subscription after a run. */
export interface Books {
  /** Ids of the events that the sender was told are taken; all of them are for this subscription. */
  acknowledged: readonly string[];
  recorded: readonly RecordedDelivery[];
  /** Every request at its endpoint, in the order in which they came. */
  received: readonly Delivered[];
  /** When everything was killed, on the clock of `received`: later than all that came from what was killed. */
  kills: readonly number[];
  /** The event of each attempt that the record has as timed out: its endpoint may have taken it, and gets it again. */
  timedOut: readonly string[];
  /** Attempts that may be under way at once: so many outcomes a kill may swallow. */
  maxInFlight: number;
}

export interface Ledger {
  /** Deliveries by what became of them. */
  counts: Record<RecordedDelivery["status"], number>;
  /** Requests that a receiver had taken before. */
  repeated: number;
  /** Why the run is void, in words; empty = the books balance. */
  faults: string[];
}

/** Balances what was acknowledged against what was recorded and against what the endpoint saw. */
export function balance(books: Books): Ledger {
  const counts = { pending: 0, delivered: 0, failed: 0, parked: 0, skipped: 0 };
  for (const { status } of books.recorded) counts[status] += 1;
  const arrivals = books.received.map(readArrival);
  const repeats = repetitions(arrivals);
  const faults = [
    ...imbalances(books),
    ...contradictions(books, arrivals),
    ...misplaced(books, arrivals),
    ...inversions(books, arrivals),
    ...unexplained(books, repeats),
    ...forgotten(books),
  ];
  return { counts, repeated: repeats.length, faults };
}

/** acknowledged = delivered + failed + parked + skipped + pending, event by event. */
function imbalances({ acknowledged, recorded }: Books): string[] {
  const expected = new Set(acknowledged);
  const seen = new Map<string, number>();
  for (const { eventId } of recorded) seen.set(eventId, (seen.get(eventId) ?? 0) + 1);
  return [
    ...[...expected].filter((id) => !seen.has(id)).map((id) => `${id} was acknowledged and is not recorded`),
    ...[...seen.keys()]
      .filter((id) => !expected.has(id))
      .map((id) => `${id} is recorded and was never acknowledged`),
    ...[...seen].filter(([, times]) => times > 1).map(([id, times]) => `${id} is recorded ${times} times`),
  ];
}

/** What the record says and the endpoint saw otherwise. */
function contradictions({ acknowledged, recorded }: Books, arrivals: readonly Arrival[]): string[] {
  const expected = new Set(acknowledged);
  const taken = new Set(arrivals.filter(({ isTaken }) => isTaken).map(({ eventId }) => eventId));
  const attempted = new Set(arrivals.map(({ eventId }) => eventId));
  const told = recorded.flatMap(({ eventId, status }) => {
    if (status === "delivered" && !taken.has(eventId)) return [`${eventId} is delivered and never arrived`];
    if (status === "failed" && taken.has(eventId)) return [`${eventId} has failed and was taken`];
    if (status === "failed" && !attempted.has(eventId))
      return [`${eventId} has failed and was never attempted`];
    return [];
  });
  const strange = [...attempted].filter((id) => !expected.has(id));
  return [...told, ...strange.map((id) => `${id} arrived and was never acknowledged`)];
}

/** Positions that do not run 1, 2, 3 ... in their lane, or that the endpoint was told otherwise. */
function misplaced({ recorded }: Books, arrivals: readonly Arrival[]): string[] {
  const lanes = Map.groupBy(recorded, ({ stream }) => stream);
  const gaps = [...lanes].flatMap(([stream, deliveries]) =>
    deliveries
      .map(({ position }) => position)
      .toSorted((a, b) => a - b)
      .flatMap((position, i) =>
        position === i + 1 ? [] : [`${stream}: position ${position} in place ${i + 1}`],
      ),
  );
  const placeOf = new Map(recorded.map(({ eventId, position }) => [eventId, position]));
  const lies = arrivals.filter(({ eventId, position }) => (placeOf.get(eventId) ?? position) !== position);
  return [...gaps, ...lies.map(({ eventId, position }) => `${eventId} came as position ${position}`)];
}

/** Requests for a position that came before the last one for an earlier position of their lane; parked ones aside. */
function inversions({ recorded }: Books, arrivals: readonly Arrival[]): string[] {
  const parked = new Set(recorded.filter(({ status }) => status === "parked").map(({ eventId }) => eventId));
  const highest = new Map<string, number>();
  return arrivals
    .filter(({ eventId }) => !parked.has(eventId))
    .flatMap(({ stream, position }) => {
      const before = highest.get(stream) ?? 0;
      highest.set(stream, Math.max(before, position));
      return position < before ? [`${stream}: ${position} came after ${before} was begun`] : [];
    });
}

interface Repetition {
  eventId: string;
  takenAt: number;
  again: number;
}

/** Requests for what their endpoint had taken the last time. One that it refuses then is retried: that repeats nothing. */
function repetitions(arrivals: readonly Arrival[]): Repetition[] {
  const takenAt = new Map<string, number>();
  return arrivals.flatMap(({ eventId, at, isTaken }) => {
    const before = takenAt.get(eventId);
    if (isTaken) takenAt.set(eventId, at);
    else takenAt.delete(eventId);
    return before === undefined ? [] : [{ eventId, takenAt: before, again: at }];
  });
}

/** Events that came again after they were taken, in the order in which they did; one that came three times stands twice. */
export function repeatedEvents(received: readonly Delivered[]): string[] {
  return repetitions(received.map(readArrival)).map(({ eventId }) => eventId);
}

/** Repetitions that neither a kill nor a timeout stands behind, or more of a kill than it can have swallowed outcomes. */
function unexplained({ kills, maxInFlight, timedOut }: Books, repeats: readonly Repetition[]): string[] {
  const causeOf = ({ takenAt, again }: Repetition) => kills.find((kill) => takenAt <= kill && kill < again);
  const untimely = [...timedOut];
  const isTimeout = ({ eventId }: Repetition) => {
    const place = untimely.indexOf(eventId);
    if (place >= 0) untimely.splice(place, 1);
    return place >= 0;
  };
  const perKill = Map.groupBy(repeats, causeOf);
  const causeless = (perKill.get(undefined) ?? []).filter((repeat) => !isTimeout(repeat));
  const tooMany = kills.flatMap((kill) => {
    const lost = (perKill.get(kill) ?? []).filter((repeat) => !isTimeout(repeat)).length;
    return lost > maxInFlight ? [`${lost} came again after one kill, of ${maxInFlight} under way`] : [];
  });
  return [...causeless.map(({ eventId }) => `${eventId} was taken and came again without cause`), ...tooMany];
}

/** Attempts that the record has and the endpoint has not seen, or more missing than kills can have swallowed. */
function forgotten({ recorded, received, kills, maxInFlight }: Books): string[] {
  const counted = recorded.reduce((sum, { attemptCount }) => sum + attemptCount, 0);
  const missing = received.length - counted;
  if (missing < 0) return [`${-missing} attempts are recorded and never arrived`];
  const most = kills.length * maxInFlight;
  return missing > most ? [`${missing} attempts are not recorded, of ${most} that kills can explain`] : [];
}
