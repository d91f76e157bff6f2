import type { Instant } from "../platform/clock.ts";
import { dueNotices, type Notice, sendableAt } from "./notice.ts";
import type { CoordinatorState } from "./state.ts";
import { tellOperator, type TellOperatorDeps } from "./tell-operator.ts";

/** What is caused together is sent together. */
const GATHER_MS = 100;
const BATCH = 10;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** While the object is awake it works by itself; the alarm only has to wake one that was rebuilt or put to sleep. */
const BACKSTOP_MS = 90_000;

export interface NotifierDeps extends TellOperatorDeps {
  state(): CoordinatorState;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  /** Removes the row of a notice that was sent. Called inside a turn. */
  forget(id: string): void;
  wait(ms: number): Promise<void>;
}

/**
 * Brings a coordinator's notices to the system tenant, one after the other. What dies half-way is sent again. Works in
 * the background while the object is awake; `dueAt` tells the alarm when to come otherwise.
 */
export class Notifier {
  readonly #deps: NotifierDeps;
  #isRunning = false;
  #failures = 0;
  #triedAt: Instant = 0;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
  }

  /** When the object has to be awake again for what is not sent, or null where nothing waits. */
  dueAt(): Instant | null {
    if (this.#deps.state().notices.size === 0) return null;
    return Math.max(this.#triedAt + BACKSTOP_MS, this.#deps.clock.now() + LONGEST_RETRY_MS);
  }

  /** Starts sending if there is something and nobody is at it. Never throws. */
  start(): void {
    if (this.#isRunning || this.#deps.state().notices.size === 0) return;
    this.#isRunning = true;
    this.#triedAt = this.#deps.clock.now();
    void this.#run().finally(() => {
      this.#isRunning = false;
    });
  }

  async #run(): Promise<void> {
    while (this.#deps.state().notices.size > 0) {
      await this.#deps.wait(this.#pauseMs());
      await this.#sendBatch();
    }
  }

  async #sendBatch(): Promise<void> {
    const { state, commit, log } = this.#deps;
    const done: Notice[] = [];
    this.#triedAt = this.#deps.clock.now();
    try {
      // In a turn: nothing is sent before it is durable together with its cause.
      const batch = await commit(() => dueNotices(state(), BATCH));
      try {
        for (const notice of batch) {
          await tellOperator(this.#deps, state().tenantId, notice.event);
          done.push(notice);
        }
      } finally {
        if (done.length > 0) await commit(() => this.#forget(done));
      }
      this.#failures = 0;
      this.#tellDropped();
    } catch (failure) {
      this.#failures += 1;
      log.warn("notices_not_sent", { failures: this.#failures, error: String(failure) });
    }
  }

  #forget(notices: readonly Notice[]): void {
    for (const { event } of notices) {
      this.#deps.state().notices.delete(event.id);
      this.#deps.forget(event.id);
    }
  }

  #tellDropped(): void {
    const { state, log } = this.#deps;
    if (state().droppedNotices === 0) return;
    log.warn("notices_dropped", { dropped: state().droppedNotices });
    state().droppedNotices = 0;
  }

  #pauseMs(): number {
    if (this.#failures > 0) return Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
    const now = this.#deps.clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const notice of this.#deps.state().notices.values()) next = Math.min(next, sendableAt(notice, now));
    return Math.max(GATHER_MS, Math.min(next - now, LONGEST_RETRY_MS));
  }
}
