import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { type Counts, sumOf } from "../record/counts.ts";
import type { Report } from "../record/report.sql.ts";
import type { CoordinatorState } from "./state.ts";
import { markChanged, markSent, unsentRows } from "./statistics.ts";
import { statusOf } from "./status.ts";

/** While something goes on all the time: a transaction a minute, some rows for each subscription with attempts in it. */
const REPORT_EVERY_MS = 60_000;
/** After the last change. An object that nothing happens in is put away after some ten seconds, and its counts with it. */
const QUIET_MS = 5_000;
/** Of the 2 MB that D1 takes in one bound value: a row has about 150 bytes. */
const MAX_ROWS = 2_000;

export interface ReporterDeps {
  state(): CoordinatorState;
  /** What earlier lives have counted. */
  readTotals(): Promise<Counts>;
  write(report: Report): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Tells the record what the coordinator has counted and how it stands: once it is quiet, or once a minute while it is
 * not. Waits on no timer, which would keep the object awake: turns and the alarm call it.
 * Statistics only: what dies with the object before it is told is missing in them and nowhere else.
 */
export class Reporter {
  readonly #deps: ReporterDeps;
  #isRunning = false;
  #reportedAt: Instant = 0;
  #hasFailed = false;
  #earlier: Counts | null = null;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
  }

  /** When the alarm has to come for a report; null where there is nothing to tell. */
  dueAt(): Instant | null {
    const { changedAt, lastChangeAt } = this.#deps.state().statistics;
    if (changedAt === null || this.#isRunning) return null;
    if (this.#hasFailed) return this.#reportedAt + REPORT_EVERY_MS;
    return Math.min(lastChangeAt + QUIET_MS, Math.max(changedAt, this.#reportedAt) + REPORT_EVERY_MS);
  }

  /** Reports if it is time. Never throws. */
  start(): void {
    const dueAt = this.dueAt();
    const now = this.#deps.clock.now();
    if (dueAt === null || dueAt > now) return;
    this.#isRunning = true;
    void this.#report(now).finally(() => {
      this.#isRunning = false;
    });
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
      this.#hasFailed = false;
      markSent(statistics, rows, now);
      // What is on its way to the record is told of again: nothing else may happen that would correct it.
      if (status.unrecorded > 0) markChanged(statistics, now);
      log.debug("statistics_reported", { rows: rows.length });
    } catch (failure) {
      this.#hasFailed = true;
      markChanged(statistics, now);
      log.warn("report_failed", { rows: rows.length, error: String(failure) });
    }
  }
}
