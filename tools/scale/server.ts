import type { Calendar } from "./calendar.ts";

interface Work {
  ms: number;
  done: () => void;
}

/** Something that does one thing after the other, first come, first served: a thread, a database, a gate. */
export class Server {
  readonly #calendar: Calendar;
  #waiting: Work[] = [];
  #first = 0;
  #isBusy = false;
  #busyMs = 0;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** Milliseconds of work done so far. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** Works for `ms` when its turn comes, then tells. */
  serve(ms: number, done: () => void): void {
    this.#waiting.push({ ms, done });
    if (!this.#isBusy) this.#next();
  }

  #next(): void {
    const work = this.#waiting[this.#first];
    if (!work) {
      this.#waiting = [];
      this.#first = 0;
      this.#isBusy = false;
      return;
    }
    this.#isBusy = true;
    this.#first += 1;
    this.#calendar.after(work.ms, () => {
      this.#busyMs += work.ms;
      work.done();
      this.#next();
    });
  }
}
