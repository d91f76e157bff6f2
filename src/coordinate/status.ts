import type { Instant } from "../platform/clock.ts";
import type { CoordinatorStatus } from "../record/coordinator-status.sql.ts";
import type { StatisticRow } from "../record/statistics.sql.ts";
import { isFinished, type OpenEvent } from "./delivery.ts";
import type { CoordinatorState } from "./state.ts";
import { unsentDifferences } from "./statistics.ts";

/** How a coordinator stands now, and what it has counted that the record does not have. */
export interface LiveReport {
  status: CoordinatorStatus;
  rows: StatisticRow[];
}

export function liveReportOf(state: CoordinatorState, now: Instant): LiveReport {
  return { status: statusOf(state, now), rows: unsentDifferences(state.statistics) };
}

/** What a coordinator says of itself. Looks at every open event: for a report a minute, not for every turn. */
export function statusOf(state: CoordinatorState, now: Instant): CoordinatorStatus {
  const undelivered = [...state.open.values()].filter((event) => !isFinished(event));
  const unrecorded = [...state.unprojected.values()].filter((event) => !event.isBodyProjected);
  const owners = [...state.subscriptions.values()];
  return {
    at: now,
    openEvents: undelivered.length,
    oldestUndeliveredAt: oldestReceipt(undelivered),
    openBreakers: owners.filter(({ breaker }) => breaker.openUntil !== null).length,
    unrecorded: state.unprojected.size,
    oldestUnrecordedAt: oldestReceipt(unrecorded),
  };
}

function oldestReceipt(events: readonly OpenEvent[]): Instant | null {
  return events.reduce<Instant | null>(
    (oldest, { head }) => (oldest === null || head.receivedAt < oldest ? head.receivedAt : oldest),
    null,
  );
}
