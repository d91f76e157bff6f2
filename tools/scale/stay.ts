import type { Calendar } from "./calendar.ts";

/** Who is in a system, for how long, and how many on average. */
export class Stay {
  readonly #calendar: Calendar;
  readonly durations: number[] = [];
  #inside = 0;
  #insideMs = 0;
  #since = 0;
  #lastLeftAt = 0;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** When the last one left. */
  get lastLeftAt(): number {
    return this.#lastLeftAt;
  }

  /** Over the time until the last one left. */
  get meanInSystem(): number {
    return this.#insideMs / this.#lastLeftAt;
  }

  enter(): void {
    this.#count(1);
  }

  /** @param enteredAt when the one that leaves came in */
  leave(enteredAt: number): void {
    this.#count(-1);
    this.durations.push(this.#calendar.now - enteredAt);
    this.#lastLeftAt = this.#calendar.now;
  }

  #count(step: 1 | -1): void {
    const { now } = this.#calendar;
    this.#insideMs += this.#inside * (now - this.#since);
    this.#since = now;
    this.#inside += step;
  }
}
