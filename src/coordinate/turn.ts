interface Job {
  run(): void;
  resolve(): void;
  reject(failure: unknown): void;
}

export interface TurnDeps {
  /** Runs the jobs of one turn and writes what they changed, in one transaction. */
  commit(run: () => void): void;
  /** Resolves when the transaction is on disk. */
  sync(): Promise<void>;
  /** Memory and storage may differ now: the object must be rebuilt. */
  fail(failure: unknown): void;
}

/**
 * Group commit: requests that arrive while one turn is on its way to disk are run together in the next. One fsync
 * then serves many requests, and a lone request waits for nobody.
 */
export class Turn {
  readonly #deps: TurnDeps;
  #waiting: Job[] = [];
  #isRunning = false;

  constructor(deps: TurnDeps) {
    this.#deps = deps;
  }

  /** Runs `job` in the next turn. Resolves with its answer once the turn is durable. */
  add<Answer>(job: () => Answer): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      let answer: Answer;
      this.#waiting.push({
        run: () => {
          answer = job();
        },
        resolve: () => resolve(answer),
        reject,
      });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting;
      this.#waiting = [];
      try {
        this.#deps.commit(() => {
          for (const job of jobs) job.run();
        });
        await this.#deps.sync();
        for (const job of jobs) job.resolve();
      } catch (failure) {
        for (const job of jobs) job.reject(failure);
        this.#deps.fail(failure);
      }
    }
    this.#isRunning = false;
  }
}
