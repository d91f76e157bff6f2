import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { ProjectedAttempt, ProjectedEvent } from "../record/projection.sql.ts";
import {
  isEmptyBatch,
  isLevel,
  markProjected,
  nextBatch,
  type ProjectionBatch,
  toProjected,
  toProjectedAttempt,
} from "./project.ts";
import type { OpenEvent } from "./delivery.ts";
import type { AttemptRecord, CoordinatorState, Disablement, WaitingAttempt } from "./state.ts";

/** Changes gather for this long before they are sent: one statement then serves many events. */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** While the object is awake it works by itself; the alarm only has to wake one that was rebuilt or put to sleep. */
const BACKSTOP_MS = 60_000;

export interface ProjectorDeps {
  state(): CoordinatorState;
  bodyOf(event: OpenEvent): Uint8Array;
  /** From storage; undefined once it is recorded. */
  findAttempt(attempt: WaitingAttempt): AttemptRecord | undefined;
  /** Writes to D1. */
  write(events: readonly ProjectedEvent[], attempts: readonly ProjectedAttempt[]): Promise<void>;
  /** Tells D1 that a subscription switched itself off. */
  writeDisablement(disablement: Disablement): Promise<void>;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  /** Makes the marker durable and clears what is recorded. Called inside a turn. */
  recorded(batch: ProjectionBatch, upTo: number): void;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Keeps the record level with the coordinator. Works in the background while the object is awake; `dueAt` tells the
 * alarm when to come if the object has gone to sleep with something unrecorded.
 */
export class Projector {
  readonly #deps: ProjectorDeps;
  #isRunning = false;
  #failures = 0;
  #triedAt: Instant = 0;

  constructor(deps: ProjectorDeps) {
    this.#deps = deps;
  }

  /** When the object has to be awake again for what is not sent, or null where nothing waits. */
  dueAt(): Instant | null {
    if (isLevel(this.#deps.state())) return null;
    return Math.max(this.#triedAt + BACKSTOP_MS, this.#deps.clock.now() + LONGEST_RETRY_MS);
  }

  /** Starts working if there is something to do and nobody is at it. Never throws. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#triedAt = this.#deps.clock.now();
    void this.#run().finally(() => {
      this.#isRunning = false;
    });
  }

  async #run(): Promise<void> {
    let isBehind = false;
    for (;;) {
      if (!isBehind || this.#failures > 0) await this.#deps.wait(Math.max(GATHER_MS, this.#retryMs()));
      const now = this.#deps.clock.now();
      const batch = nextBatch(this.#deps.state(), now);
      if (!isEmptyBatch(batch)) await this.#send(batch, now);
      isBehind = batch.isFull;
      if (isLevel(this.#deps.state())) return;
    }
  }

  async #send(batch: ProjectionBatch, now: Instant): Promise<void> {
    const { state, bodyOf, findAttempt, log } = this.#deps;
    this.#triedAt = now;
    try {
      const events = batch.events.map(({ event }) =>
        toProjected(state(), event, { body: event.isBodyProjected ? null : bodyOf(event), now }),
      );
      const attempts = batch.attempts.flatMap((waiting) => {
        const attempt = findAttempt(waiting);
        return attempt ? [toProjectedAttempt(state(), attempt)] : [];
      });
      await this.#tellDisablements(batch);
      await this.#deps.write(events, attempts);
      await this.#noteRecorded({ ...batch, disablements: [] });
      this.#failures = 0;
      log.debug("projected", { events: events.length, attempts: attempts.length });
    } catch (failure) {
      this.#failures += 1;
      log.warn("projection_failed", {
        failures: this.#failures,
        error: String(failure),
        events: batch.events.length,
      });
    }
  }

  /** By themselves: they go to the directory, and the tenant's record may be in another database that is away. */
  async #tellDisablements({ disablements }: ProjectionBatch): Promise<void> {
    if (disablements.length === 0) return;
    for (const disablement of disablements) await this.#deps.writeDisablement(disablement);
    await this.#noteRecorded({ events: [], attempts: [], disablements, isFull: false });
  }

  #noteRecorded(batch: ProjectionBatch): Promise<void> {
    const { commit, recorded, state } = this.#deps;
    return commit(() => recorded(batch, markProjected(state(), batch)));
  }

  #retryMs(): number {
    return this.#failures === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
  }
}
