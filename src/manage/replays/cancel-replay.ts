import { coordinatorName } from "../../coordinate/partition.ts";
import { Problem } from "../../platform/problem.ts";
import { markCancelled, type Replay } from "../../record/replays.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import { eachBounded } from "../bounded.ts";
import type { ManageDeps } from "../deps.ts";
import { partitionsOf } from "./hand-out-replay.ts";
import type { ReplayView } from "./replay.schema.ts";
import { viewReplay } from "./view-replay.ts";

/** RPCs under way at once: an invocation has about six connections. */
const CALLS_AT_ONCE = 6;
const RETRY_AFTER_SECONDS = 5;

/**
 * Stops a replay: what it has not settled becomes what it was. May be repeated. A coordinator that cannot be told
 * learns it from the record when it reports its progress.
 * @throws Problem `conflict` for one that is done, `unavailable`
 */
export async function cancelReplay(
  { records, coordinator, clock, log }: Pick<ManageDeps, "records" | "coordinator" | "clock" | "log">,
  tenant: Tenant,
  replay: Replay,
): Promise<ReplayView> {
  const at = clock.now();
  const isStopped = replay.status === "running" && (await markCancelled(records.of(tenant), replay, at));
  if (!isStopped && replay.status !== "cancelled") {
    throw new Problem("conflict", "The replay is done: there is nothing to cancel.");
  }
  const told = await eachBounded(partitionsOf(replay), CALLS_AT_ONCE, async (partition) => {
    try {
      await coordinator(coordinatorName(replay.tenantId, partition)).cancelReplay(replay.id);
      return true;
    } catch (failure) {
      log.warn("replay_not_cancelled", { replayId: replay.id, partition, error: String(failure) });
      return false;
    }
  });
  if (!told.every(Boolean)) {
    throw new Problem(
      "unavailable",
      "The replay is cancelled, but not every coordinator could be told. Cancel it once more.",
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }
  return viewReplay({ ...replay, status: "cancelled", finishedAt: replay.finishedAt ?? at });
}
