import { coordinatorName } from "../../coordinate/partition.ts";
import { type Replay, unheardReplays } from "../../record/replays.sql.ts";
import type { NamedDatabase } from "../../record/record-databases.ts";
import { findConfigVersions } from "../../record/tenants.sql.ts";
import { askDatabases, given } from "../ask-databases.ts";
import { eachBounded } from "../bounded.ts";
import type { ManageDeps } from "../deps.ts";

/** RPCs under way at once: an invocation has about six connections. */
const CALLS_AT_ONCE = 6;
/** A coordinator reports within seconds; one that has not by then may not have heard of the replay. */
const UNHEARD_AFTER_MS = 60_000;

type Handed = Pick<Replay, "tenantId" | "subscriptionId" | "id" | "query">;

/** Tells these partitions' coordinators of a replay. @returns whether all of them have heard; the cron tells the others. */
export async function handOutReplay(
  { coordinator, log }: Pick<ManageDeps, "coordinator" | "log">,
  { tenantId, subscriptionId, id, query }: Handed,
  { partitions, configVersion }: { partitions: readonly number[]; configVersion: number },
): Promise<boolean> {
  const heard = await eachBounded(partitions, CALLS_AT_ONCE, async (partition) => {
    try {
      const order = { id, subscriptionId, query };
      await coordinator(coordinatorName(tenantId, partition)).startReplay(order, configVersion);
      return true;
    } catch (failure) {
      log.warn("replay_not_handed_out", { tenantId, replayId: id, partition, error: String(failure) });
      return false;
    }
  });
  return heard.every(Boolean);
}

/** Tells coordinators of running replays that they have not reported on, at most `limit`. @returns how many replays. */
export async function reconcileReplays(
  deps: Pick<ManageDeps, "db" | "records" | "coordinator" | "clock" | "log">,
  limit: number,
): Promise<number> {
  const before = deps.clock.now() - UNHEARD_AFTER_MS;
  const perDatabase = await askDatabases(deps, ({ db }: NamedDatabase) => unheardReplays(db, before, limit));
  const unheard = given(perDatabase)
    .flat()
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .slice(0, limit);
  if (unheard.length === 0) return 0;
  const versions = await findConfigVersions(
    deps.db,
    unheard.map(({ tenantId }) => tenantId),
  );
  let handedOut = 0;
  for (const replay of unheard) {
    const configVersion = versions.get(replay.tenantId);
    // Its tenant is on its way out.
    if (configVersion === undefined) continue;
    const partitions = partitionsOf(replay).filter((partition) => !replay.heard.includes(partition));
    if (await handOutReplay(deps, replay, { partitions, configVersion })) handedOut += 1;
  }
  return handedOut;
}

/** The numbers of all partitions that work on a replay. */
export function partitionsOf({ partitions }: { partitions: number }): number[] {
  return Array.from({ length: partitions }, (_, partition) => partition);
}
