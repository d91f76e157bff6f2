import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { recordDisablement } from "../record/disablement.sql.ts";
import { projectBatch, type ProjectionCost } from "../record/projection.sql.ts";
import type { RecordDatabase } from "../record/record-database.ts";
import { clearRecorded } from "./clear-recorded.ts";
import type { Tables } from "./commit.ts";
import { Projector } from "./projector.ts";
import type { CoordinatorState } from "./state.ts";

/** What a coordinator lends to the work that goes on in it. */
export interface WorkPlace {
  directory: D1Database;
  /** The database that has the tenant's record. @throws Error where this deployment does not have it */
  record(): RecordDatabase;
  state(): CoordinatorState;
  tables(): Tables;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  /** Takes down what a write to the record has cost. */
  note(cost: ProjectionCost): void;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/** Work that goes on in a coordinator beside its turns. */
export interface BackgroundWork {
  /** Goes on where there is something to do. Never throws. */
  start(): void;
  /** When the object has to be awake for it, or null. */
  dueAt(): Instant | null;
}

/**
 * The projector of one coordinator, with its storage and the record.
 * @param reload reads the configuration anew; false where it could not
 */
export function projectorFor(place: WorkPlace, reload: () => Promise<boolean>): Projector {
  const { directory, record, state, tables, commit, note, wait, clock, log } = place;
  return new Projector({
    state,
    bodyOf: (event) => tables().buckets.bodyOf(event),
    findAttempt: (attempt) => tables().small.findAttempt(attempt),
    write: async (events, attempts) =>
      note(await projectBatch({ record: record(), directory }, events, attempts)),
    writeDisablement: async (disablement) => {
      await recordDisablement(directory, state().tenantId, disablement);
      // Unread, its own copy could switch the subscription on again: the batch is sent once more instead.
      if (!(await reload())) throw new Error("the configuration could not be read");
    },
    commit,
    recorded: (batch, upTo) => clearRecorded(state(), tables(), { batch, upTo }),
    wait,
    clock,
    log,
  });
}
