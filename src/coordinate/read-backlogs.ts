import type { ReplayQuery } from "../match/replay-query.ts";
import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import type { ScannedEvent, ScanRequest } from "../record/replay-scan.sql.ts";
import { roomFor } from "./backlog.ts";
import type { DepartDeps } from "./depart.ts";
import { type BacklogPage, chooseBacklog, lookBefore, moveUp } from "./move-up.ts";
import type { CoordinatorState } from "./state.ts";

/** Events that one page looks at, without their bodies. */
const SCANNED_EVENTS = 1_000;

/** Within what an id can spell. */
const FAR_FUTURE = Date.UTC(9999, 0);
/** Everything that is not delivered, whatever its time, type and stream. */
const UNDELIVERED: ReplayQuery = {
  from: 0,
  to: FAR_FUTURE,
  status: "failed",
  eventTypes: [],
  streams: [],
};

export interface ReadBacklogsDeps {
  state(): CoordinatorState;
  scan(request: ScanRequest): Promise<ScannedEvent[]>;
  read(eventIds: readonly string[]): Promise<RecordedEvent[]>;
  findStream: DepartDeps["findStream"];
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
}

/** Whether a subscription has room for what waits for it in the record. */
export function hasRoomForBacklog(state: CoordinatorState): boolean {
  if (state.backlogs.size === 0) return false;
  return [...state.backlogs.keys()].some((subscriptionId) => roomFor(state, subscriptionId) > 0);
}

/**
 * Moves up a page of every backlog that has room. To be called while nothing else reopens events.
 * @throws what the record throws; nothing of the page has moved then.
 */
export async function readBacklogs({
  state,
  scan,
  read,
  findStream,
  commit,
}: ReadBacklogsDeps): Promise<void> {
  for (const backlog of state().backlogs.values()) {
    if (roomFor(state(), backlog.subscriptionId) === 0) continue;
    const { subscriptionId, after } = backlog;
    const before = lookBefore(state(), backlog);
    const scanned = await scan({ subscriptionId, query: UNDELIVERED, after, limit: SCANNED_EVENTS });
    const isEnd = scanned.length < SCANNED_EVENTS;
    const page: BacklogPage = chooseBacklog(state(), backlog, { scanned, isEnd, before, findStream });
    const recorded = await read(page.toRead);
    await commit(() => moveUp(state(), page, recorded));
  }
}
