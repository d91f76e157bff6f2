import { lifecycleOf } from "../catalogue/catalogue.ts";
import type { Instant } from "../platform/clock.ts";
import type { OpenEvent } from "./delivery.ts";
import { isAhead, seenIn, type StreamState } from "./sequence.ts";
import type { CoordinatorState } from "./state.ts";
import type { Timed } from "./timetable.ts";
import { type Candidate, MAX_WAITING_PER_STREAM, whoLeaves } from "./window.ts";

/** What waits in one stream for a predecessor. Exists while something does; due when the first window is over. */
export interface WaitingGroup extends Timed {
  kind: "window";
  stream: string;
  events: OpenEvent[];
}

/**
 * Decides about an event that has just been accepted: it goes at once, alone or with those that waited for it; or
 * it requires a predecessor that its stream has not seen, and waits for it.
 * @param windowMs how long it may wait; 0 = not at all.
 * @returns the events that leave now, in order.
 */
export function arrive(
  state: CoordinatorState,
  event: OpenEvent,
  { stream, windowMs }: { stream: StreamState; windowMs: number },
): OpenEvent[] {
  const lifecycle = lifecycleOf(event.head.type);
  const seen = seenIn(stream);
  if (windowMs > 0 && isAhead(seen, lifecycle)) {
    const group = hold(state, event, state.now + windowMs);
    if (group.events.length <= MAX_WAITING_PER_STREAM) return [];
    return takeOut(state, group, { waiting: group.events, seen, now: Number.POSITIVE_INFINITY });
  }
  const group = state.waiting.get(event.head.stream);
  // Nobody waits for a type that nobody requires: it passes at once.
  if (!group || lifecycle.bit === 0) return [event];
  return takeOut(state, group, {
    waiting: [...group.events, event],
    seen: seen | lifecycle.bit,
    now: state.now,
  });
}

/** Takes those out of a group whose window is over. @returns the events that leave now, in order. */
export function endWindows(state: CoordinatorState, group: WaitingGroup, stream: StreamState): OpenEvent[] {
  return takeOut(state, group, { waiting: group.events, seen: seenIn(stream), now: state.now });
}

/** Lets an event wait until the given time. @returns the group that it waits in. */
export function hold(state: CoordinatorState, event: OpenEvent, until: Instant): WaitingGroup {
  const { stream } = event.head;
  const group = state.waiting.get(stream) ?? { kind: "window", stream, events: [], dueAt: null };
  state.waiting.set(stream, group);
  event.head.waitsUntil = until;
  group.events.push(event);
  if (group.dueAt === null || until < group.dueAt) state.timetable.set(group, until);
  return group;
}

function takeOut(
  state: CoordinatorState,
  group: WaitingGroup,
  { waiting, seen, now }: { waiting: readonly OpenEvent[]; seen: number; now: Instant },
): OpenEvent[] {
  const leaving = whoLeaves(waiting.map(candidateOf), { seen, now }).map(({ event }) => event);
  const gone = new Set(leaving);
  group.events = group.events.filter((event) => !gone.has(event));
  if (group.events.length === 0) {
    state.waiting.delete(group.stream);
    state.timetable.clear(group);
  } else {
    state.timetable.set(group, Math.min(...group.events.map(({ head }) => head.waitsUntil ?? state.now)));
  }
  return leaving;
}

function candidateOf(event: OpenEvent): Candidate & { event: OpenEvent } {
  const { type, occurredAt, waitsUntil } = event.head;
  const lifecycle = lifecycleOf(type);
  return { event, ordinal: event.ordinal, occurredAt, lifecycle, waitsUntil };
}
