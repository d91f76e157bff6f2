import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** While the object is awake it works by itself; the alarm only has to wake one that was rebuilt or put to sleep. */
const BACKSTOP_MS = 60_000;

export interface BackgroundDeps {
  /** Names the work in the log. */
  name: string;
  /** Whether there is something to do; asked often, so it has to be quick. */
  hasWork(): boolean;
  /** Does a piece of it. What it throws is logged, and it is tried again after a while. */
  work(): Promise<void>;
  /** Between two pieces. */
  pauseMs: number;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/** Work that goes on by itself while the object is awake, one piece after the other, until there is none left. */
export class Background {
  readonly #deps: BackgroundDeps;
  #isRunning = false;
  #failures = 0;
  #triedAt: Instant = 0;

  constructor(deps: BackgroundDeps) {
    this.#deps = deps;
  }

  /** When the object has to be awake for it, or null where there is nothing to do. */
  dueAt(): Instant | null {
    if (!this.#deps.hasWork()) return null;
    return Math.max(this.#triedAt + BACKSTOP_MS, this.#deps.clock.now() + LONGEST_RETRY_MS);
  }

  /** Starts if there is something to do and nobody is at it. Never throws. */
  start(): void {
    if (this.#isRunning || !this.#deps.hasWork()) return;
    this.#isRunning = true;
    void this.#run().finally(() => {
      this.#isRunning = false;
    });
  }

  async #run(): Promise<void> {
    const { name, hasWork, work, pauseMs, wait, clock, log } = this.#deps;
    while (hasWork()) {
      this.#triedAt = clock.now();
      await wait(Math.max(pauseMs, this.#retryMs()));
      try {
        await work();
        this.#failures = 0;
      } catch (failure) {
        this.#failures += 1;
        log.warn(`${name}_failed`, { failures: this.#failures, error: String(failure) });
      }
    }
  }

  #retryMs(): number {
    return this.#failures === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
  }
}
