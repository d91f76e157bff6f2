/** What keeps a coordinator awake, and so billed, after an event has come. */
export interface Waking {
  /** The projector's pause before each look; `GATHER_MS` in src/coordinate/projector.ts. */
  gatherMs: number;
  /** One transaction with D1, as the object waits for it. */
  recordMs: number;
  /** From acceptance to the last outcome: until then the projector holds the event back. */
  deliveredAfterMs: number;
  /** An unfinished event is recorded after this all the same; `HOLD_BACK_MS` in src/coordinate/project.ts. */
  holdBackMs: number;
}

/** Milliseconds for which one lone event keeps its coordinator awake: whole rounds of the projector, and one write. */
export function awakeMsOfLoneEvent({ gatherMs, recordMs, deliveredAfterMs, holdBackMs }: Waking): number {
  const rounds = Math.max(1, Math.ceil(Math.min(deliveredAfterMs, holdBackMs) / gatherMs));
  return rounds * gatherMs + recordMs;
}

/**
 * The share of time for which a coordinator is awake when events come at random. Each event keeps it awake for
 * `awakeMs`, and one that comes meanwhile begins that anew: the busy period of a queue with infinitely many servers
 * and one length of service, whose mean is (e^(rate x awake) - 1) / rate.
 * @param perSecond events of this partition a second, on average
 */
export function awakeShare(perSecond: number, awakeMs: number): number {
  return 1 - Math.exp((-perSecond * awakeMs) / 1000);
}
