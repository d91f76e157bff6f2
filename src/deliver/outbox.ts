import type { Outcome } from "../coordinate/lease.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import { Recent } from "../platform/recent.ts";

/** So many events have to come within `BUSY_WITHIN_MS` before an outcome waits for another one to take it along. */
const BUSY_EVENTS = 4;
const BUSY_WITHIN_MS = 20;
/** Coordinators that an isolate has in mind, at a few hundred bytes each. */
const MAX_COORDINATORS = 1_000;

/** What waits for one coordinator. */
interface Waiting {
  outcomes: Set<Outcome>;
  /** When the last few events went to it, oldest first. */
  sentAt: Instant[];
  /** Until when an invocation waits that will report whatever is left. */
  watchedUntil: Instant;
  /** How many leases the last event brought back: the next one will have to work on about as many. */
  lastLeases: number;
}

/** The outbox as it is for one coordinator. */
export interface CoordinatorOutbox {
  put(outcome: Outcome): void;
  /** Whether somebody else reports what is left here, in a moment. */
  isWatched(): boolean;
  /** Says that the caller will take everything out after so many ms. */
  watch(ms: number): void;
  /** Takes everything out: the caller answers for it from now on. */
  takeAll(): Outcome[];
  /** Whether the next event may be expected before it would be worth a request to bring an outcome by itself. */
  isBusy(): boolean;
}

/**
 * Outcomes of an isolate that wait for a moment: the next request to their coordinator, whoever makes it, takes them
 * along. Under load that is the next event, and most requests that would bring outcomes alone are saved. Whoever
 * takes outcomes out answers for them. Whoever puts one in reports it, or waits for a moment to see whether somebody
 * else does, or relies on another one that waits already.
 * Holds plain data only: an isolate's requests may share nothing else.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #waiting = new Recent<string, Waiting>(MAX_COORDINATORS);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * What an event that is about to go to a coordinator takes along.
   * @param slots how many leases the event's Worker can work on: it gets one for each outcome, beside the event's own.
   */
  takeAlong(coordinator: string, slots: number): Outcome[] {
    const waiting = this.#of(coordinator);
    waiting.sentAt.push(this.#clock.now());
    if (waiting.sentAt.length > BUSY_EVENTS) waiting.sentAt.shift();
    return takeFirst(waiting.outcomes, slots - waiting.lastLeases);
  }

  /** Notes how many leases an event has brought back for itself. */
  noteLeases(coordinator: string, leases: number): void {
    this.#of(coordinator).lastLeases = leases;
  }

  /** The outbox of one coordinator, for those who work on its leases. */
  for(coordinator: string): CoordinatorOutbox {
    const waiting = this.#of(coordinator);
    return {
      put: (outcome) => void waiting.outcomes.add(outcome),
      isWatched: () => this.#clock.now() < waiting.watchedUntil,
      watch: (ms) => {
        waiting.watchedUntil = this.#clock.now() + ms;
      },
      takeAll: () => {
        waiting.watchedUntil = 0;
        const all = [...waiting.outcomes];
        waiting.outcomes.clear();
        return all;
      },
      isBusy: () => {
        const [oldest] = waiting.sentAt;
        const isRecent = oldest !== undefined && this.#clock.now() - oldest <= BUSY_WITHIN_MS;
        return waiting.sentAt.length === BUSY_EVENTS && isRecent;
      },
    };
  }

  #of(coordinator: string): Waiting {
    let waiting = this.#waiting.get(coordinator);
    if (!waiting) {
      waiting = { outcomes: new Set(), sentAt: [], watchedUntil: 0, lastLeases: 1 };
      this.#waiting.set(coordinator, waiting);
    }
    return waiting;
  }
}

function takeFirst(outcomes: Set<Outcome>, most: number): Outcome[] {
  const taken: Outcome[] = [];
  for (const outcome of outcomes) {
    if (taken.length >= most) break;
    outcomes.delete(outcome);
    taken.push(outcome);
  }
  return taken;
}
