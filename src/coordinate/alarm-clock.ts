import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { alarmTime } from "./next-alarm.ts";

/** If a wake dies half-way, the alarm comes again after this. */
const WATCHDOG_MS = 60_000;

export interface AlarmClockDeps {
  /** The alarm that is set, or null. */
  getAlarm(): Promise<Instant | null>;
  /** A row. */
  setAlarm(at: Instant): Promise<void>;
  /** The earliest of all due times, or null. */
  dueAt(): Instant | null;
  clock: Clock;
  log: Log;
  /** For the log. */
  coordinator: string;
}

/** Has the object woken when the next thing is due. Sets the one alarm only ever to something earlier. */
export class AlarmClock {
  readonly #deps: AlarmClockDeps;
  #armedAt: Instant | null = null;

  constructor(deps: AlarmClockDeps) {
    this.#deps = deps;
  }

  /** Learns what is set, at the beginning of the object's life. */
  async begin(): Promise<void> {
    this.#armedAt = await this.#deps.getAlarm();
    this.arm();
  }

  /** Sets the alarm where the next thing is due before it. */
  arm(): void {
    const due = this.#deps.dueAt();
    if (due === null || (this.#armedAt !== null && this.#armedAt <= due)) return;
    void this.#set(alarmTime(due, this.#deps.clock.now()));
  }

  /** Nothing is set any more. */
  forget(): void {
    this.#armedAt = null;
  }

  /** The alarm has come: does what is due, with a watchdog in case that dies, and is set exactly then. Never throws. */
  async ring(wake: () => Promise<void>): Promise<void> {
    const { clock, dueAt, log, coordinator } = this.#deps;
    this.#armedAt = null;
    try {
      const now = clock.now();
      const due = dueAt();
      if (due !== null && due <= now) {
        await this.#set(now + WATCHDOG_MS);
        await wake();
      }
    } catch (failure) {
      log.warn("wake_failed", { coordinator, error: String(failure) });
    }
    this.#armedAt = null;
    this.arm();
  }

  #set(at: Instant): Promise<void> {
    this.#armedAt = at;
    return this.#deps.setAlarm(at);
  }
}
