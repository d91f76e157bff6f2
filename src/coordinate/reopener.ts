import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { findRecorded, type RecordedEvent } from "../record/recorded-events.sql.ts";
import type { RecordDatabase } from "../record/record-database.ts";
import { recordProgress } from "../record/replay-progress.sql.ts";
import { scanEvents } from "../record/replay-scan.sql.ts";
import { Background } from "./background.ts";
import { cancelReplay } from "./cancel-replay.ts";
import type { Command, Obeyed } from "./command.ts";
import type { Tables } from "./commit.ts";
import type { DepartDeps } from "./depart.ts";
import { earliest } from "./next-alarm.ts";
import { obey } from "./obey.ts";
import { hasRoomForBacklog, readBacklogs, type ReadBacklogsDeps } from "./read-backlogs.ts";
import { isOpen } from "./reopen.ts";
import { ReplayPump } from "./replay-pump.ts";
import { type ReplayOrder, startReplay } from "./replays.ts";
import type { CoordinatorState } from "./state.ts";
import { takeIn } from "./take-in.ts";

/** Between two pages of a backlog: D1 has one thread for all tenants. */
const BACKLOG_PAUSE_MS = 50;

export interface ReopenerDeps {
  /** The database that has the tenant's record. @throws Error where this deployment does not have it */
  record(): RecordDatabase;
  state(): CoordinatorState;
  tables(): Tables;
  stored: DepartDeps;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Sets events going again, one piece of work after the other: an event that is neither open nor being reopened cannot
 * change, so that what was read of it from the record is true until the turn that takes it back in.
 */
export class Reopener {
  readonly #deps: ReopenerDeps;
  readonly #pump: ReplayPump;
  readonly #backlogs: Background;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: ReopenerDeps) {
    this.#deps = deps;
    this.#pump = this.#createPump();
    this.#backlogs = this.#createBacklogs();
  }

  /** When the object has to be awake for a replay or a backlog, or null. */
  dueAt(): Instant | null {
    return earliest([this.#pump.dueAt(), this.#backlogs.dueAt()]);
  }

  /** Goes on with replays and backlogs, where there are any. Never throws. */
  start(): void {
    this.#pump.start();
    this.#backlogs.start();
  }

  /** Does what somebody asks for one event. */
  obey(command: Command): Promise<Obeyed> {
    const { state, stored, commit, log } = this.#deps;
    return this.#alone(async () => {
      for (;;) {
        const wasOpen = isOpen(state(), command.eventId);
        let recorded: RecordedEvent | undefined;
        try {
          if (!wasOpen) recorded = await this.#read(command.eventId);
        } catch (failure) {
          log.warn("record_unreadable", { eventId: command.eventId, error: String(failure) });
          return { result: "unavailable" };
        }
        const obeyed = await commit(() =>
          wasOpen && !isOpen(state(), command.eventId)
            ? null
            : obey(state(), command, { recorded, ...stored }),
        );
        // It was closed before its turn came: the record has it as it is now.
        if (obeyed !== null) return obeyed;
      }
    });
  }

  /** Begins this partition's part of a replay. May be repeated. */
  startReplay(order: ReplayOrder): Promise<void> {
    return this.#deps.commit(() => startReplay(this.#deps.state(), order));
  }

  /** Stops a replay; what it has not settled becomes what it was. May be repeated. */
  cancelReplay(replayId: string): Promise<void> {
    return this.#deps.commit(() => cancelReplay(this.#deps.state(), replayId));
  }

  #alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(work);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #read(eventId: string): Promise<RecordedEvent | undefined> {
    const [recorded] = await findRecorded(this.#deps.record(), this.#deps.state().tenantId, [eventId]);
    return recorded;
  }

  #createBacklogs(): Background {
    const { record, state, stored, commit, wait, clock, log } = this.#deps;
    const tenantId = () => state().tenantId;
    const deps: ReadBacklogsDeps = {
      state,
      scan: (request) => scanEvents(record(), tenantId(), request),
      read: (ids) => findRecorded(record(), tenantId(), ids),
      findStream: stored.findStream,
      commit,
    };
    return new Background({
      name: "backlog",
      hasWork: () => hasRoomForBacklog(state()),
      work: () => this.#alone(() => readBacklogs(deps)),
      pauseMs: BACKLOG_PAUSE_MS,
      wait,
      clock,
      log,
    });
  }

  #createPump(): ReplayPump {
    const { record, state, stored, tables, commit, wait, clock, log } = this.#deps;
    const tenantId = () => state().tenantId;
    return new ReplayPump({
      state,
      scan: (request) => scanEvents(record(), tenantId(), request),
      alone: (work) => this.#alone(work),
      read: (ids) => findRecorded(record(), tenantId(), ids),
      findStream: stored.findStream,
      takeIn: (replayId, page, recorded) =>
        commit(() => takeIn(state(), { replayId, page, recorded }, stored)),
      report: ({ id: replayId, opened, delivered, failed, skipped }, isDone) => {
        const { partition } = state();
        const numbers = { opened, delivered, failed, skipped, isDone, at: clock.now() };
        return recordProgress(record(), { tenantId: tenantId(), replayId, partition, ...numbers });
      },
      cancel: (replayId) => this.cancelReplay(replayId),
      forget: (replayId) =>
        commit(() => {
          state().replays.delete(replayId);
          tables().small.deleteReplay(replayId);
        }),
      wait,
      clock,
      log,
    });
  }
}
