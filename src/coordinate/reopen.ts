import { toUtf8 } from "../platform/bytes.ts";
import type { FoldedDelivery } from "../record/folded-delivery.ts";
import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import { advance, enqueue } from "./advance.ts";
import { nextOrdinal } from "./bucket.ts";
import { type Delivery, newDelivery, type OpenEvent, type Reopening, restore } from "./delivery.ts";
import type { LaneEntry } from "./lanes.ts";
import { notePending } from "./replays.ts";
import type { StreamState } from "./sequence.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";

/** An event to be set going again: one that is open here, or the record's with its body. */
export interface Found {
  event: OpenEvent;
  /** null where the event is open here and its row has the body. */
  body: Uint8Array | null;
}

/** Which replay sets a delivery going, if any, and its place in it. */
export type Occasion = Pick<Reopening, "replayId" | "place">;

/** A retry, skip or redelivery that somebody asked for. */
export const BY_HAND: Occasion = { replayId: null, place: 0 };

/** The event with this id, from memory where it is open, else as the record has it. The memory is always the younger. */
export function findEvent(
  state: CoordinatorState,
  eventId: string,
  recorded: RecordedEvent | undefined,
): Found | undefined {
  const event = openEventOf(state, eventId);
  if (event) return { event, body: null };
  return recorded && foundInRecord(recorded);
}

export function isOpen(state: CoordinatorState, eventId: string): boolean {
  return openEventOf(state, eventId) !== undefined;
}

/** The record's event, not yet taken back into the coordinator. */
export function foundInRecord(recorded: RecordedEvent): Found {
  const { version, deliveries, body, ...rest } = recorded;
  const bytes = toUtf8(body);
  const event: OpenEvent = {
    ordinal: 0,
    // The next revision has to be higher than the record's, or the record would not take it.
    revision: version,
    head: { ...rest, learn: false, bodyBytes: bytes.byteLength },
    deliveries: deliveries.map(restoreRecorded),
    isHeld: true,
    isBodyProjected: true,
  };
  return { event, body: bytes };
}

/**
 * Sets a settled delivery going again. It keeps its position and goes on counting its attempts; the retry schedule
 * begins anew. The caller has seen that it is settled and that no attempt of it is under way.
 */
export function reopen(
  state: CoordinatorState,
  owner: SubscriptionState,
  { found, subscriptionId, occasion }: { found: Found; subscriptionId: string; occasion: Occasion },
): void {
  const delivery = found.event.deliveries.find((candidate) => candidate.subscriptionId === subscriptionId);
  if (!delivery) return;
  const { status, settledAt, attemptCount } = delivery;
  delivery.reopening = { after: attemptCount, was: { status, settledAt }, ...occasion };
  delivery.status = "pending";
  delivery.settledAt = null;
  delivery.nextAttemptAt = null;
  delivery.isInBacklog = false;
  delivery.failingSince = null;
  start(state, owner, { found, entry: { event: found.event, delivery } });
}

/** Makes the delivery of an event that the subscription never had. It gets the next position of its lane. */
export function backfill(
  state: CoordinatorState,
  owner: SubscriptionState,
  {
    found,
    occasion,
    findStream,
  }: { found: Found; occasion: Occasion; findStream(stream: string): StreamState },
): void {
  const { event } = found;
  const { id } = owner.subscription;
  const { stream } = event.head;
  const known = state.changes.streams.get(stream) ?? findStream(stream);
  const position = (known.positions[id] ?? 0) + 1;
  state.changes.streams.set(stream, { ...known, positions: { ...known.positions, [id]: position } });
  const delivery = newDelivery(id, position);
  delivery.reopening = { after: 0, was: null, ...occasion };
  event.deliveries.push(delivery);
  start(state, owner, { found, entry: { event, delivery } });
}

function start(
  state: CoordinatorState,
  owner: SubscriptionState,
  { found, entry }: { found: Found; entry: LaneEntry },
): void {
  admit(state, found);
  notePending(state, entry.delivery);
  touch(state, entry.event);
  const lane = enqueue(state, owner, entry);
  if (lane.entries.peek()?.delivery === entry.delivery) advance(state, lane);
}

function openEventOf(state: CoordinatorState, eventId: string): OpenEvent | undefined {
  for (const event of state.open.values()) if (event.head.id === eventId) return event;
  return undefined;
}

/** What is pending of an event that is not open here is in its subscription's backlog: see backlog.ts. */
function restoreRecorded(folded: FoldedDelivery): Delivery {
  const delivery = restore(folded);
  delivery.isInBacklog = delivery.status === "pending";
  return delivery;
}

/**
 * Takes an event of the record back in, under a new ordinal: its old row may be gone, or about to be dropped. Leaves
 * one that is open as it is.
 */
export function admit(state: CoordinatorState, { event, body }: Found): void {
  if (body === null || state.open.has(event.ordinal)) return;
  event.ordinal = nextOrdinal(state.lastOrdinal, state.now);
  state.lastOrdinal = event.ordinal;
  state.lastRevision = Math.max(state.lastRevision, event.revision);
  state.open.set(event.ordinal, event);
  state.changes.events.set(event, body);
}
