import { Problem } from "../../platform/problem.ts";
import { findReplay, listReplays as readReplays, type Replay } from "../../record/replays.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { ReplayView } from "./replay.schema.ts";
import { viewReplay } from "./view-replay.ts";

/** A subscription with the tenant that it is one of. */
interface Subscribed {
  tenant: Tenant;
  subscription: Pick<Subscription, "id">;
}

/** The subscription's replay with this id. @throws Problem `not_found` */
export async function replayOf(
  { records }: Pick<ManageDeps, "records">,
  { tenant, subscription }: Subscribed,
  id: string,
): Promise<Replay> {
  const name = { tenantId: tenant.id, subscriptionId: subscription.id, id };
  const replay = await findReplay(records.of(tenant), name);
  if (replay) return replay;
  throw new Problem("not_found", "This subscription has no replay with this id.");
}

/** Newest first. */
export async function listReplays(
  { records }: Pick<ManageDeps, "records">,
  { tenant, subscription }: Subscribed,
  page: PageQuery,
): Promise<PageView<ReplayView>> {
  const of = { tenantId: tenant.id, subscriptionId: subscription.id };
  const replays = await readReplays(records.of(tenant), of, openPage("replays", page));
  return viewPage("replays", replays, viewReplay);
}

/** Of all subscriptions of a tenant, newest first. */
export async function listTenantReplays(
  { records }: Pick<ManageDeps, "records">,
  tenant: Tenant,
  page: PageQuery,
): Promise<PageView<ReplayView>> {
  const all = { tenantId: tenant.id, subscriptionId: null };
  const replays = await readReplays(records.of(tenant), all, openPage("replays", page));
  return viewPage("replays", replays, viewReplay);
}
