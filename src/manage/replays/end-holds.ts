import type { Instant } from "../../platform/clock.ts";
import { endHolds, listHolds, type ReplayHold } from "../../record/replay-holds.sql.ts";
import { type ReplayStatus, statusesOf } from "../../record/replays.sql.ts";
import type { ManageDeps } from "../deps.ts";

/** A hold stands before its replay does: so young, a replay that is not there may still be on its way. */
const YOUNG_MS = 60_000;

/** Lets streams move again whose replays are over, at most `limit` replays. @returns how many were. */
export async function endOldHolds(
  deps: Pick<ManageDeps, "db" | "records" | "clock" | "log">,
  limit: number,
): Promise<number> {
  const now = deps.clock.now();
  const holds = await listHolds(deps.db, limit);
  let ended = 0;
  for (const [recordDatabase, there] of Map.groupBy(holds, (hold) => hold.recordDatabase)) {
    const statuses = await statusesIn(deps, recordDatabase, there);
    // A database that is away says nothing: its streams stay where they are.
    if (!statuses) continue;
    const over = there.filter((hold) => isOver(hold, statuses.get(hold.replayId), now));
    await endHolds(deps.db, over);
    ended += over.length;
  }
  return ended;
}

function isOver({ createdAt }: ReplayHold, status: ReplayStatus | undefined, now: Instant): boolean {
  return status === undefined ? now - createdAt > YOUNG_MS : status !== "running";
}

async function statusesIn(
  { records, log }: Pick<ManageDeps, "records" | "log">,
  recordDatabase: string | null,
  holds: readonly ReplayHold[],
): Promise<Map<string, ReplayStatus> | undefined> {
  try {
    const ids = holds.map(({ replayId }) => replayId);
    return await statusesOf(records.of({ recordDatabase }), ids);
  } catch (failure) {
    log.warn("holds_not_looked_at", { recordDatabase, error: String(failure) });
    return undefined;
  }
}
