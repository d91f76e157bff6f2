import type { ReplayQuery } from "../../match/replay-query.ts";
import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { countInUse } from "../../coordinate/partition.ts";
import { endHolds, holdStreams } from "../../record/replay-holds.sql.ts";
import { insertReplay } from "../../record/replays.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { pushConfiguration } from "../push-configuration.ts";
import { countMatched } from "./count-matched.ts";
import { handOutReplay, partitionsOf } from "./hand-out-replay.ts";
import type { ReplayDraft, ReplayStartedView } from "./replay.schema.ts";
import { viewStarted } from "./view-replay.ts";

/** They share the slots of one subscription: more of them would not be done sooner. */
const MAX_RUNNING_REPLAYS = 3;
const DAY_MS = 86_400_000;

/**
 * Counts what a replay finds and, unless it is a dry run, begins it.
 * @throws Problem `invalid`, `conflict` for a subscription that gets no attempts or has replays enough
 */
export async function createReplay(
  deps: Pick<ManageDeps, "db" | "records" | "clock" | "coordinator" | "log">,
  { tenant, subscription }: { tenant: Tenant; subscription: Subscription },
  draft: ReplayDraft,
): Promise<ReplayStartedView> {
  const now = deps.clock.now();
  const query = toQuery(draft, tenant, now);
  const { tenantId, id: subscriptionId } = subscription;
  if (subscription.status !== "enabled") {
    throw new Problem("conflict", `The subscription is ${subscription.status}. Enable or resume it first.`);
  }
  const db = deps.records.of(tenant);
  const matched = await countMatched(db, subscription, query);
  if (draft.dryRun) return viewStarted({ id: null, subscriptionId, query, matched });
  const id = newId("rpl", now);
  const { layout } = tenant;
  const partitions = countInUse(tenant);
  const replay = { tenantId, subscriptionId, id, query, partitions, matched, createdAt: now };
  if (!(await holdStreams(deps.db, { tenantId, replayId: id, createdAt: now }, layout))) {
    throw new Problem("conflict", "The tenant's partitions have changed in this moment. Try again.");
  }
  if (!(await insertReplay(db, replay, MAX_RUNNING_REPLAYS))) {
    await endHolds(deps.db, [{ tenantId, replayId: id }]);
    throw new Problem(
      "conflict",
      `The subscription has ${MAX_RUNNING_REPLAYS} running replays already. Wait for one, or cancel one.`,
    );
  }
  const configVersion = await tellHold(deps, tenant);
  // Where a coordinator cannot be told, the cron hands it out as soon as all of them know.
  if (configVersion !== null) {
    await handOutReplay(deps, replay, { partitions: partitionsOf(replay), configVersion });
  }
  return viewStarted({ id, subscriptionId, query, matched });
}

/**
 * While streams move to other partitions, each stays where it is until the replay is over: it would be passed over
 * or sent twice. @returns the version of the configuration with which that is so everywhere, or null.
 */
async function tellHold(
  deps: Pick<ManageDeps, "db" | "coordinator" | "log">,
  { id, layout, configVersion }: Tenant,
): Promise<number | null> {
  if (layout.before === null) return configVersion;
  const pushed = await pushConfiguration(deps, id);
  return pushed.result === "pushed" ? pushed.version : null;
}

function toQuery(draft: ReplayDraft, { retentionDays }: Tenant, now: number): ReplayQuery {
  const from = Date.parse(draft.from);
  const to = Math.min(now, draft.to ? Date.parse(draft.to) : now);
  if (from >= to) throw invalid("/from", "`from` has to be before `to`, and in the past.");
  if (to <= now - retentionDays * DAY_MS) {
    throw invalid("/to", `The range is over: events are kept for ${retentionDays} days.`);
  }
  return {
    from,
    to,
    status: draft.status ?? "failed",
    eventTypes: draft.eventTypes ?? [],
    streams: draft.streams ?? [],
  };
}

function invalid(pointer: string, message: string): Problem {
  return new Problem("invalid", message, { errors: [{ pointer, message }] });
}
