import type { Calendar } from "./calendar.ts";
import type { Server } from "./server.ts";

interface Job {
  ms: number;
  run: () => void;
  durable: () => void;
}

/**
 * The coordinator's turns: what arrives while one turn is on its way to disk runs together in the next. A turn holds
 * the thread for its jobs, not while it waits for the disk.
 */
export class GroupCommit {
  readonly #calendar: Calendar;
  readonly #thread: Server;
  readonly #syncMs: number;
  #waiting: Job[] = [];
  #isRunning = false;
  #turns = 0;

  constructor(calendar: Calendar, thread: Server, syncMs: number) {
    this.#calendar = calendar;
    this.#thread = thread;
    this.#syncMs = syncMs;
  }

  get turns(): number {
    return this.#turns;
  }

  /** @param run changes memory within the turn; @param durable is told once the turn is on disk */
  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#isRunning) this.#run();
  }

  #run(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    this.#isRunning = jobs.length > 0;
    if (!this.#isRunning) return;
    this.#turns += 1;
    const ms = jobs.reduce((sum, job) => sum + job.ms, 0);
    this.#thread.serve(ms, () => {
      for (const job of jobs) job.run();
      this.#calendar.after(this.#syncMs, () => {
        for (const job of jobs) job.durable();
        this.#run();
      });
    });
  }
}
