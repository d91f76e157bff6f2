import { Problem } from "../../platform/problem.ts";
import { findReplay, listReplays as readReplays, type Replay } from "../../record/replays.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { ReplayView } from "./replay.schema.ts";
import { viewReplay } from "./view-replay.ts";

/** The subscription's replay with this id. @throws Problem `not_found` */
export async function replayOf(
  deps: { db: D1Database },
  { tenantId, id: subscriptionId }: Subscription,
  id: string,
): Promise<Replay> {
  const replay = await findReplay(deps.db, { tenantId, subscriptionId, id });
  if (replay) return replay;
  throw new Problem("not_found", "This subscription has no replay with this id.");
}

/** Newest first. */
export async function listReplays(
  deps: { db: D1Database },
  { tenantId, id: subscriptionId }: Subscription,
  page: PageQuery,
): Promise<PageView<ReplayView>> {
  const replays = await readReplays(deps.db, { tenantId, subscriptionId }, openPage("replays", page));
  return viewPage("replays", replays, viewReplay);
}

/** Of all subscriptions of a tenant, newest first. */
export async function listTenantReplays(
  deps: { db: D1Database },
  tenantId: string,
  page: PageQuery,
): Promise<PageView<ReplayView>> {
  const replays = await readReplays(deps.db, { tenantId, subscriptionId: null }, openPage("replays", page));
  return viewPage("replays", replays, viewReplay);
}
