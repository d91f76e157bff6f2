import { classify } from "../catalogue/catalogue.ts";
import { idAfter } from "../platform/ids.ts";
import type { Arrival } from "./arrival.ts";
import { nextOrdinal } from "./bucket.ts";
import { isWaiting, type OpenEvent } from "./delivery.ts";
import { departAll, type DepartDeps, streamOf } from "./depart.ts";
import type { Grant } from "./lease-out.ts";
import { type LastEvent, type StreamState, withNextSequence } from "./sequence.ts";
import { type CoordinatorState, touch } from "./state.ts";
import { countArrival } from "./statistics.ts";
import { arrive } from "./waiting.ts";

/** The place that an event was given. */
export interface Seen {
  eventId: string;
  sequence: number;
}

export interface AcceptDeps extends DepartDeps {
  /**
   * Notes the place of an event under its provider's id, unless one with this id was accepted within the time that
   * duplicates are recognised. @returns that first one's place.
   */
  claim(arrival: Arrival, place: Seen): Seen | undefined;
  /** How many leases the caller can work on at once. */
  slots: number;
}

export type AcceptedNow =
  | { result: "accepted"; eventId: string; sequence: number; grants: Grant[] }
  | { result: "duplicate"; eventId: string; sequence: number };

/**
 * Takes an event in: gives it its place in its stream, sends it into its lanes unless it has to wait for a
 * predecessor, and leases the lane heads that may go now. Where others have waited for it, they leave with it.
 * Changes memory only; the turn's commit makes it durable before the caller hears of it.
 */
export function accept(state: CoordinatorState, arrival: Arrival, deps: AcceptDeps): AcceptedNow {
  const stream = withNextSequence(streamOf(state, arrival.stream, deps));
  const { sequence } = stream;
  const eventId = arrival.eventId ?? idAfter(state.lastEventId, "evt", state.now);
  const seen = deps.claim(arrival, { eventId, sequence });
  const { categories } = classify(arrival.type);
  const outcome = seen ? "duplicates" : "accepted";
  countArrival(state.statistics, { category: categories[0], outcome, now: state.now });
  if (seen) return { result: "duplicate", ...seen };

  stream.last = lastEvent(stream, arrival, eventId);
  state.changes.streams.set(arrival.stream, stream);
  if (arrival.eventId === undefined) state.lastEventId = eventId;
  const event = openEvent(state, arrival, { eventId, sequence, categories });
  state.changes.events.set(event, arrival.body);

  const leaving = arrive(state, event, { stream, windowMs: arrival.orderWindowMs ?? 0 });
  if (isWaiting(event)) touch(state, event);
  return { result: "accepted", eventId, sequence, grants: departAll(state, leaving, deps) };
}

function lastEvent({ last }: StreamState, { type, receivedAt }: Arrival, eventId: string): LastEvent {
  const earlierId = last?.highestId ?? "";
  return { highestId: eventId > earlierId ? eventId : earlierId, type, receivedAt };
}

function openEvent(
  state: CoordinatorState,
  arrival: Arrival,
  { eventId, sequence, categories }: Seen & { categories: readonly string[] },
): OpenEvent {
  const ordinal = nextOrdinal(state.lastOrdinal, state.now);
  state.lastOrdinal = ordinal;
  const { sourceId, providerEventId, type, stream, occurredAt, receivedAt, contentType, headers, learn } =
    arrival;
  const head = {
    id: eventId,
    ...{ sourceId, providerEventId, type, stream, occurredAt, receivedAt, contentType, headers, learn },
    categories,
    sequence,
    late: false,
    bodyBytes: arrival.body.byteLength,
  };
  const event: OpenEvent = {
    ordinal,
    revision: 0,
    head,
    deliveries: [],
    isHeld: false,
    isBodyProjected: false,
  };
  state.open.set(ordinal, event);
  return event;
}
