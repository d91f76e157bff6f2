import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import type { ScannedEvent, ScanRequest } from "../record/replay-scan.sql.ts";
import type { DepartDeps } from "./depart.ts";
import { isReplayDone, type ReplayState, roomOf } from "./replays.ts";
import type { CoordinatorState } from "./state.ts";
import { choosePage, openInRange, type ReplayPage } from "./take-in.ts";

/** Between two looks at what is to be done: a page is worth waiting for, and D1 has one thread for all tenants. */
const PAUSE_MS = 200;
/** The record hears of progress at most this often. */
const REPORT_EVERY_MS = 1_000;
/** Events that one page looks at, without their bodies. */
const SCANNED_EVENTS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** While the object is awake it works by itself; the alarm only has to wake one that was rebuilt or put to sleep. */
const BACKSTOP_MS = 60_000;

export interface ReplayPumpDeps {
  state(): CoordinatorState;
  scan(request: ScanRequest): Promise<ScannedEvent[]>;
  /** Runs a piece of work while nothing else reopens events. */
  alone(work: () => Promise<void>): Promise<void>;
  read(eventIds: readonly string[]): Promise<RecordedEvent[]>;
  findStream: DepartDeps["findStream"];
  /** Sets a page going in a turn. */
  takeIn(replayId: string, page: ReplayPage, recorded: readonly RecordedEvent[]): Promise<void>;
  /** Records progress. @returns the replay's status as the record has it, null where it is gone. */
  report(replay: ReplayState, isDone: boolean): Promise<string | null>;
  /** Cancels it in a turn. */
  cancel(replayId: string): Promise<void>;
  /** Forgets it in a turn. */
  forget(replayId: string): Promise<void>;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/** Drives this partition's part of every replay, in the background while the object is awake. */
export class ReplayPump {
  readonly #deps: ReplayPumpDeps;
  #isRunning = false;
  #failures = 0;
  #triedAt: Instant = 0;
  #reportedAt: Instant = 0;

  constructor(deps: ReplayPumpDeps) {
    this.#deps = deps;
  }

  /** When the object has to be awake for a replay, or null where none has anything to do. */
  dueAt(): Instant | null {
    if (!this.#hasWork()) return null;
    return Math.max(this.#triedAt + BACKSTOP_MS, this.#deps.clock.now() + LONGEST_RETRY_MS);
  }

  /** Starts working if there is something to do and nobody is at it. Never throws. */
  start(): void {
    if (this.#isRunning || !this.#hasWork()) return;
    this.#isRunning = true;
    this.#triedAt = this.#deps.clock.now();
    void this.#run();
  }

  async #run(): Promise<void> {
    for (;;) {
      if (!this.#hasWork()) {
        // In the same moment, so that no start in between is lost.
        this.#isRunning = false;
        return;
      }
      await this.#deps.wait(Math.max(PAUSE_MS, this.#retryMs()));
      this.#triedAt = this.#deps.clock.now();
      try {
        for (const { id } of this.#replays().filter((replay) => roomOf(replay) > 0))
          await this.#takeInPage(id);
        await this.#reportAll();
        this.#failures = 0;
      } catch (failure) {
        this.#failures += 1;
        this.#deps.log.warn("replay_failed", { failures: this.#failures, error: String(failure) });
      }
    }
  }

  #takeInPage(replayId: string): Promise<void> {
    const { alone, scan, read, findStream, takeIn, state } = this.#deps;
    return alone(async () => {
      const replay = state().replays.get(replayId);
      if (!replay) return;
      const { subscriptionId, query, cursor } = replay;
      const openBefore = openInRange(state(), replay);
      const scanned = await scan({ subscriptionId, query, after: cursor, limit: SCANNED_EVENTS });
      const page = choosePage(state(), replay, {
        scanned,
        isEnd: scanned.length < SCANNED_EVENTS,
        openBefore,
        findStream,
      });
      await takeIn(replayId, page, await read(page.toRead));
    });
  }

  async #reportAll(): Promise<void> {
    const now = this.#deps.clock.now();
    const changed = this.#replays().filter((replay) => !replay.isReported);
    // The clock may have been put back since.
    const isDue = Math.abs(now - this.#reportedAt) >= REPORT_EVERY_MS || changed.some(isReplayDone);
    if (!isDue || changed.length === 0) return;
    this.#reportedAt = now;
    for (const replay of changed) await this.#report(replay);
  }

  async #report(replay: ReplayState): Promise<void> {
    const isDone = isReplayDone(replay);
    replay.isReported = true;
    let status: string | null;
    try {
      status = await this.#deps.report(replay, isDone);
    } catch (failure) {
      replay.isReported = false;
      throw failure;
    }
    // A cancellation that did not find its way here by itself.
    if (status !== "running" && status !== "done") await this.#deps.cancel(replay.id);
    if (isDone || status === null) await this.#deps.forget(replay.id);
  }

  #replays(): ReplayState[] {
    return [...this.#deps.state().replays.values()];
  }

  #hasWork(): boolean {
    const { replays } = this.#deps.state();
    if (replays.size === 0) return false;
    return this.#replays().some((replay) => !replay.isReported || roomOf(replay) > 0);
  }

  #retryMs(): number {
    return this.#failures === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
  }
}
