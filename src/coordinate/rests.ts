import type { Instant } from "../platform/clock.ts";
import { Recent } from "../platform/recent.ts";

/** Longer than a healthy delivery and its way into the record: time enough for a stream to have nothing left to do. */
const REST_MS = 1_500;
/** A stream that does not come to rest by itself within this gets the first one. */
const FIRST_REST_AFTER_MS = 20_000;
/** Where rests do not help, an endpoint fails: they become rare. */
const LONGEST_PAUSE_MS = 60 * 60_000;
/** Streams that are remembered; one that is forgotten begins anew. */
const MAX_STREAMS = 5_000;

interface Restless {
  nextAt: Instant;
  pauseMs: number;
}

/**
 * Gives rest to streams that have yet to move and never stop: their next arrival is held up for a moment, so that the
 * former coordinator comes to an end with those before it.
 */
export class Rests {
  readonly #streams = new Recent<string, Restless>(MAX_STREAMS);

  /** How long an arrival of the stream is to be held up now, in ms; almost always 0. */
  restOf(stream: string, now: Instant): number {
    const known = this.#streams.get(stream);
    if (known && now < known.nextAt) return 0;
    const pauseMs = known ? Math.min(known.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_REST_AFTER_MS;
    this.#streams.set(stream, { nextAt: now + pauseMs, pauseMs });
    return known ? REST_MS : 0;
  }

  /** The stream has moved. */
  forget(stream: string): void {
    this.#streams.delete(stream);
  }
}
