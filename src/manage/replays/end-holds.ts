import type { RecordDatabase } from "../../record/record-database.ts";
import { endHolds, oldHolds } from "../../record/replay-holds.sql.ts";
import { runningOf } from "../../record/replays.sql.ts";
import type { ManageDeps } from "../deps.ts";

/** A hold stands before its replay does: so young, a missing replay may still be on its way. */
const YOUNG_MS = 30_000;

/** Lets streams move again whose replays are over, at most `limit` replays. @returns how many were. */
export async function endOldHolds(
  deps: Pick<ManageDeps, "db" | "records" | "clock" | "log">,
  limit: number,
): Promise<number> {
  const holds = await oldHolds(deps.db, deps.clock.now() - YOUNG_MS, limit);
  let ended = 0;
  for (const [recordDatabase, there] of Map.groupBy(holds, (hold) => hold.recordDatabase)) {
    const running = await runningIn(deps, recordDatabase, there);
    // A database that is away says nothing: its streams stay where they are.
    if (!running) continue;
    const over = there.filter(({ replayId }) => !running.has(replayId));
    await endHolds(deps.db, over);
    ended += over.length;
  }
  return ended;
}

async function runningIn(
  { records, log }: Pick<ManageDeps, "records" | "log">,
  recordDatabase: string | null,
  holds: readonly { replayId: string }[],
): Promise<Set<string> | undefined> {
  try {
    const db: RecordDatabase = records.of({ recordDatabase });
    return await runningOf(
      db,
      holds.map(({ replayId }) => replayId),
    );
  } catch (failure) {
    log.warn("holds_not_looked_at", { recordDatabase, error: String(failure) });
    return undefined;
  }
}
