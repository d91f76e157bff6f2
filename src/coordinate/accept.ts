import { classify, type Classified } from "../catalogue/catalogue.ts";
import { idAfter } from "../platform/ids.ts";
import { advance, enqueue } from "./advance.ts";
import type { Arrival } from "./arrival.ts";
import { nextOrdinal } from "./bucket.ts";
import { newDelivery, type OpenEvent } from "./delivery.ts";
import { gateOf } from "./gate.ts";
import { nextStep } from "./lanes.ts";
import { type Grant, grant } from "./lease-out.ts";
import { nextPlace, type StreamState } from "./sequence.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";

/** Distinct types whose matches are remembered; a provider has some fifty. */
const MAX_REMEMBERED_TYPES = 1_000;

/** The place that an event was given. */
export interface Seen {
  eventId: string;
  sequence: number;
}

export interface AcceptDeps {
  /**
   * Notes the place of an event under its provider's id, unless one with this id was accepted within the time that
   * duplicates are recognised. @returns that first one's place.
   */
  claim(arrival: Arrival, place: Seen): Seen | undefined;
  findStream(stream: string): StreamState;
  /** How many leases the caller can work on at once. */
  slots: number;
}

export type AcceptedNow =
  | { result: "accepted"; eventId: string; sequence: number; grants: Grant[] }
  | { result: "duplicate"; eventId: string; sequence: number };

/**
 * Takes an event in: gives it its place in stream and lanes, finds who wants it, and leases the lane heads that may
 * go now. Changes memory only; the turn's commit makes it durable before the caller hears of it.
 */
export function accept(state: CoordinatorState, arrival: Arrival, deps: AcceptDeps): AcceptedNow {
  const classified = classify(arrival.type);
  const owners = matchesOf(state, arrival.type, classified);
  const ids = owners.map((owner) => owner.subscription.id);
  const stream = state.changes.streams.get(arrival.stream) ?? deps.findStream(arrival.stream);
  const place = nextPlace(stream, arrival.occurredAt, ids);
  const eventId = arrival.eventId ?? idAfter(state.lastEventId, "evt", state.now);
  const seen = deps.claim(arrival, { eventId, sequence: place.sequence });
  if (seen) return { result: "duplicate", ...seen };

  state.changes.streams.set(arrival.stream, place.stream);
  if (arrival.eventId === undefined) state.lastEventId = eventId;
  const event = openEvent(state, arrival, { ...place, eventId, categories: classified.categories });
  event.deliveries = ids.map((id, index) => newDelivery(id, place.positions[index] ?? 0));
  state.changes.events.set(event, arrival.body);
  touch(state, event);

  const grants = leaseHeads(state, { event, owners }, deps.slots);
  return { result: "accepted", eventId, sequence: place.sequence, grants };
}

/** Who wants events of this type; worked out once per type and configuration. */
function matchesOf(
  state: CoordinatorState,
  type: string,
  classified: Classified,
): readonly SubscriptionState[] {
  const known = state.matches.get(type);
  if (known) return known;
  const owners = [...state.subscriptions.values()].filter((owner) => owner.filters.matches(classified, type));
  if (state.matches.size >= MAX_REMEMBERED_TYPES) state.matches.clear();
  state.matches.set(type, owners);
  return owners;
}

function openEvent(
  state: CoordinatorState,
  arrival: Arrival,
  place: { eventId: string; sequence: number; late: boolean; categories: readonly string[] },
): OpenEvent {
  const ordinal = nextOrdinal(state.lastOrdinal, state.now);
  state.lastOrdinal = ordinal;
  const { sourceId, providerEventId, type, stream, occurredAt, receivedAt, contentType, headers, learn } =
    arrival;
  const head = {
    id: place.eventId,
    ...{ sourceId, providerEventId, type, stream, occurredAt, receivedAt, contentType, headers, learn },
    categories: place.categories,
    sequence: place.sequence,
    late: place.late,
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

function leaseHeads(
  state: CoordinatorState,
  { event, owners }: { event: OpenEvent; owners: readonly SubscriptionState[] },
  slots: number,
): Grant[] {
  const grants: Grant[] = [];
  for (const [index, owner] of owners.entries()) {
    const delivery = event.deliveries[index];
    if (!delivery) continue;
    const lane = enqueue(state, owner, { event, delivery });
    const head = lane.entries.peek();
    if (head?.delivery !== delivery) continue;
    const mayGo = grants.length < slots && gateOf(owner, state.now).gate === "open";
    if (mayGo && nextStep(delivery, owner.subscription.policy, state.now).step === "ready") {
      grants.push(grant(state, lane, head));
    } else {
      advance(state, lane);
    }
  }
  return grants;
}
