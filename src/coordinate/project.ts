import { fromUtf8 } from "../platform/bytes.ts";
import type { Instant } from "../platform/clock.ts";
import type { FoldedDelivery } from "../record/folded-delivery.ts";
import { inlineBytes, type ProjectedAttempt, type ProjectedEvent } from "../record/projection.sql.ts";
import { type Delivery, eventStatus, fold, isFinished, isUnderWay, type OpenEvent } from "./delivery.ts";
import type { AttemptRecord, CoordinatorState, Disablement, WaitingAttempt } from "./state.ts";
import { waitOf } from "./wait.ts";

/** An unfinished event is given this long to finish first: then its row in the record is written once. */
const HOLD_BACK_MS = 600;
/**
 * With so many events open deliveries do not keep up, and writing each event twice would slow everything further:
 * an unfinished one then waits longer for its place in the record.
 */
const BUSY_OPEN_EVENTS = 100;
const BUSY_HOLD_BACK_MS = 4_000;
const MAX_BATCH_EVENTS = 50;
/** Of the 2 MB that D1 takes in one bound value. */
const MAX_BATCH_INLINE_BYTES = 1_500_000;
/** Bodies above the inline limit ride in the same transaction, each in a statement of its own. */
const MAX_BATCH_BODY_BYTES = 4 * 1024 * 1024;

/** What is sent to the record in one transaction. */
export interface ProjectionBatch {
  events: { event: OpenEvent; revision: number }[];
  attempts: WaitingAttempt[];
  disablements: Disablement[];
  /** Whether more was due than one transaction takes. */
  isFull: boolean;
}

/** The next batch, oldest change first; events that are about to finish are held back for a moment. */
export function nextBatch(state: CoordinatorState, now: Instant): ProjectionBatch {
  const events: ProjectionBatch["events"] = [];
  let inline = 0;
  let bodies = 0;
  let isFull = false;
  for (const event of state.unprojected.values()) {
    if (isHeldBack(state, event, now)) continue;
    isFull = events.length >= MAX_BATCH_EVENTS;
    if (isFull) break;
    const bodyBytes = event.isBodyProjected ? 0 : event.head.bodyBytes;
    inline += inlineBytes({ bodyBytes, deliveries: event.deliveries.length });
    bodies += bodyBytes;
    isFull = events.length > 0 && (inline > MAX_BATCH_INLINE_BYTES || bodies > MAX_BATCH_BODY_BYTES);
    if (isFull) break;
    events.push({ event, revision: event.revision });
  }
  const attempts = nextAttempts(state);
  isFull ||= attempts.length < state.unprojectedAttempts.length;
  return { events, attempts, disablements: [...state.unprojectedDisablements], isFull };
}

/** As many attempts as fit into one bound value: an answer of 16 KiB may take a multiple of that as JSON. */
function nextAttempts(state: CoordinatorState): WaitingAttempt[] {
  let bytes = 0;
  const fitting = state.unprojectedAttempts.findIndex((attempt) => {
    bytes += attempt.bytes;
    return bytes > MAX_BATCH_INLINE_BYTES;
  });
  return state.unprojectedAttempts.slice(0, fitting === -1 ? undefined : Math.max(1, fitting));
}

/** Whether there is nothing to send. */
export function isEmptyBatch(batch: ProjectionBatch): boolean {
  return batch.events.length + batch.attempts.length + batch.disablements.length === 0;
}

/** Whether the record has everything as it is now. */
export function isLevel(state: CoordinatorState): boolean {
  return (
    state.unprojected.size + state.unprojectedAttempts.length + state.unprojectedDisablements.length === 0
  );
}

/** After the record has taken a batch: forgets what is finished. @returns the revision up to which all is recorded. */
export function markProjected(state: CoordinatorState, batch: ProjectionBatch): number {
  for (const { event, revision } of batch.events) {
    event.isBodyProjected = true;
    if (event.revision !== revision) continue;
    state.unprojected.delete(event.ordinal);
    if (isFinished(event) && !isUnderWay(event)) state.open.delete(event.ordinal);
  }
  const taken = new Set(batch.attempts);
  state.unprojectedAttempts = state.unprojectedAttempts.filter((attempt) => !taken.has(attempt));
  const told = new Set(batch.disablements);
  state.unprojectedDisablements = state.unprojectedDisablements.filter(
    (disablement) => !told.has(disablement),
  );
  const [oldest] = state.unprojected.values();
  return oldest ? oldest.revision - 1 : state.lastRevision;
}

/** The record's form of an event. @param body null where the record has it already. */
export function toProjected(
  state: CoordinatorState,
  event: OpenEvent,
  { body, now }: { body: Uint8Array | null; now: Instant },
): ProjectedEvent {
  const { head } = event;
  return {
    ...head,
    tenantId: state.tenantId,
    version: event.revision,
    status: eventStatus(event),
    deliveries: event.deliveries.map((delivery) => foldWithWait(state, delivery, now)),
    // Verified bodies are valid UTF-8: ingest has refused any other.
    body: body && (fromUtf8(body) ?? ""),
    learn: head.learn && !event.isBodyProjected,
  };
}

export function toProjectedAttempt(state: CoordinatorState, attempt: AttemptRecord): ProjectedAttempt {
  const { result } = attempt;
  return {
    tenantId: state.tenantId,
    eventId: attempt.eventId,
    subscriptionId: attempt.subscriptionId,
    number: attempt.number,
    at: result.at,
    durationMs: result.durationMs,
    statusCode: result.statusCode ?? null,
    error: result.error ?? result.note ?? null,
    responseBody: result.responseBody ?? null,
    replayId: attempt.replayId ?? null,
  };
}

/** The record's form of a delivery, with what it waits for. */
export function foldWithWait(state: CoordinatorState, delivery: Delivery, now: Instant): FoldedDelivery {
  const wait = waitOf(state, delivery, now);
  return wait === undefined ? fold(delivery) : { ...fold(delivery), w: wait.for };
}

function isHeldBack(state: CoordinatorState, event: OpenEvent, now: Instant): boolean {
  const ageMs = now - event.head.receivedAt;
  // Below zero the clock was put back: nobody knows the age, and nothing is held for longer than it should.
  return ageMs >= 0 && ageMs < holdBackMs(state) && !isFinished(event);
}

function holdBackMs(state: CoordinatorState): number {
  return state.open.size > BUSY_OPEN_EVENTS ? BUSY_HOLD_BACK_MS : HOLD_BACK_MS;
}
