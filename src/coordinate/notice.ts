import type { Instant } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import type { OperationalEvent, OperationalType } from "../operational/operational-event.ts";
import type { CoordinatorState, SubscriptionState } from "./state.ts";

const WINDOW_MS = 60_000;
/** Of one kind for one subscription and window. What goes beyond waits for the window's end, summed up in one. */
const MAX_PER_WINDOW = 10;
/** While the system tenant cannot be reached, no more than this waits; at about 600 bytes each. */
const MAX_WAITING = 2_000;

/** An operational event on its way to the system tenant. Durable with what caused it. */
export interface Notice {
  event: OperationalEvent;
  /** It is not sent before: until then it sums up what is left out. */
  notBefore: Instant;
}

/** What was told of one kind within a minute. Forgotten with the object's memory: then some more may be told. */
export interface NoticeWindow {
  endsAt: Instant;
  told: number;
  /** What is summed up until the window ends. */
  sum: Notice | null;
}

/** What an operational event is made of here; the rest follows from the subscription and the time. */
type Told<Type extends OperationalType> = Pick<OperationalEvent<Type>, "type" | "data">;

/**
 * Tells the operator something about a subscription. A flood is bounded: what is too much within a minute is summed
 * up in one event, and where too many wait, further ones are counted and dropped.
 */
export function tell<Type extends OperationalType>(
  state: CoordinatorState,
  owner: SubscriptionState,
  told: Told<Type>,
): void {
  const window = windowOf(owner, told.type, state.now);
  if (window.sum) {
    const { event } = window.sum;
    window.sum.event = { ...event, ...told, at: state.now, suppressed: event.suppressed + 1 };
    state.changes.notices.add(window.sum);
    return;
  }
  if (state.notices.size >= MAX_WAITING) {
    state.droppedNotices += 1;
    return;
  }
  const notice = newNotice(state, owner, told);
  window.told += 1;
  if (window.told > MAX_PER_WINDOW) {
    notice.notBefore = window.endsAt;
    window.sum = notice;
  }
  state.notices.set(notice.event.id, notice);
  state.changes.notices.add(notice);
}

function newNotice<Type extends OperationalType>(
  { now }: CoordinatorState,
  { subscription }: SubscriptionState,
  told: Told<Type>,
): Notice {
  const about = { type: "subscription", id: subscription.id } as const;
  return { event: { id: newId("ope", now), at: now, about, suppressed: 0, ...told }, notBefore: now };
}

function windowOf(owner: SubscriptionState, type: OperationalType, now: Instant): NoticeWindow {
  const known = owner.noticeWindows.get(type);
  if (known && now < known.endsAt) return known;
  const window = { endsAt: now + WINDOW_MS, told: 0, sum: null };
  owner.noticeWindows.set(type, window);
  return window;
}

/** When a notice may be sent. None waits for longer than its window: where the clock was put back, it goes at once. */
export function sendableAt({ notBefore }: Notice, now: Instant): Instant {
  return notBefore - now > WINDOW_MS ? now : notBefore;
}

/** The notices that may be sent at `now`, oldest first, at most `limit`. */
export function dueNotices(state: CoordinatorState, limit: number): Notice[] {
  const due: Notice[] = [];
  for (const notice of state.notices.values()) {
    if (due.length >= limit) break;
    if (sendableAt(notice, state.now) <= state.now) due.push(notice);
  }
  return due;
}
