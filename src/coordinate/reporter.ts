import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { type Counts, sumOf } from "../record/counts.ts";
import type { Report } from "../record/report.sql.ts";
import type { CoordinatorState } from "./state.ts";
import { markSent, unsentRows } from "./statistics.ts";
import { statusOf } from "./status.ts";

/** One transaction a minute at most, whatever happens: some rows for each subscription that had attempts in it. */
const REPORT_EVERY_MS = 60_000;
/** What comes after a quiet time is told soon: an object without work is put away after some ten seconds. */
const FIRST_REPORT_MS = 5_000;
/** Of the 2 MB that D1 takes in one bound value: a row has about 150 bytes. */
const MAX_ROWS = 2_000;

export interface ReporterDeps {
  state(): CoordinatorState;
  /** What earlier lives have counted. */
  readTotals(): Promise<Counts>;
  write(report: Report): Promise<void>;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Tells the record what the coordinator has counted and how it stands, in the background while the object is awake.
 * Statistics only: what dies with the object before it is told is missing in them and nowhere else.
 */
export class Reporter {
  readonly #deps: ReporterDeps;
  #isRunning = false;
  #reportedAt: Instant = 0;
  #earlier: Counts | null = null;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
  }

  /** Starts waiting for the next report if there is something to tell and nobody is at it. Never throws. */
  start(): void {
    if (this.#isRunning || this.#deps.state().statistics.changedAt === null) return;
    this.#isRunning = true;
    void this.#run().finally(() => {
      this.#isRunning = false;
    });
  }

  async #run(): Promise<void> {
    const { state, clock, wait } = this.#deps;
    for (;;) {
      const { changedAt } = state().statistics;
      if (changedAt === null) return;
      const at = Math.max(this.#reportedAt + REPORT_EVERY_MS, changedAt + FIRST_REPORT_MS);
      const waitMs = at - clock.now();
      if (waitMs > 0) await wait(waitMs);
      else await this.#report(clock.now());
    }
  }

  async #report(now: Instant): Promise<void> {
    const { readTotals, write, log, state } = this.#deps;
    this.#reportedAt = now;
    const { statistics } = state();
    statistics.changedAt = null;
    const rows = unsentRows(statistics, MAX_ROWS);
    try {
      this.#earlier ??= await readTotals();
      const totals = sumOf(this.#earlier, statistics.totals);
      const status = statusOf(state(), now);
      await write({ incarnation: statistics.incarnation, rows, status, totals });
      markSent(statistics, rows, now);
      // What is on its way to the record is told of again: nothing else may happen that would correct it.
      if (status.unrecorded > 0) statistics.changedAt ??= now;
      log.debug("statistics_reported", { rows: rows.length });
    } catch (failure) {
      statistics.changedAt ??= now;
      log.warn("report_failed", { rows: rows.length, error: String(failure) });
    }
  }
}
