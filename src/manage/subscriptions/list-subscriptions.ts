import { listSubscriptions as readSubscriptions } from "../../record/subscriptions.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { SubscriptionView } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

/** Newest first. */
export async function listSubscriptions(
  deps: { db: D1Database },
  tenantId: string,
  query: PageQuery,
): Promise<PageView<SubscriptionView>> {
  const page = await readSubscriptions(deps.db, tenantId, openPage("subscriptions", query));
  return viewPage("subscriptions", page, viewSubscription);
}
