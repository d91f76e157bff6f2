import { listSubscriptions as readSubscriptions } from "../../record/subscriptions.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { SubscriptionView } from "./subscription.schema.ts";
import { viewSubscription } from "./view-subscription.ts";

/** Newest first. */
export async function listSubscriptions(
  deps: Pick<ManageDeps, "db" | "sealer">,
  tenantId: string,
  query: PageQuery,
): Promise<PageView<SubscriptionView>> {
  const page = await readSubscriptions(deps.db, tenantId, openPage("subscriptions", query));
  const views = await Promise.all(page.items.map((item) => viewSubscription(deps, item)));
  return viewPage("subscriptions", { ...page, items: views }, (view) => view);
}
