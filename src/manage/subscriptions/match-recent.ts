import type { Tenant } from "../../record/tenants.sql.ts";
import { eachBounded } from "../bounded.ts";
import type { ManageDeps } from "../deps.ts";
import type { EventView } from "../events/event.schema.ts";
import { listEvents } from "../events/list-events.ts";
import { matchSubscription } from "./match-subscription.ts";
import type { MatchDraft, MatchView } from "./match.schema.ts";

/** Enough to see a filter work, few enough to be asked with every keystroke's worth of change. */
const RECENT_EVENTS = 8;
/** Statements under way at once: an invocation has about six connections. */
const AT_ONCE = 3;

/** A recent event, and whether a subscription would get it. */
export interface RecentMatch {
  event: EventView;
  match: MatchView;
}

/** Tries a subscription, saved or only drafted, on the tenant's newest events. Nothing is saved or sent. */
export async function matchRecent(
  deps: Pick<ManageDeps, "db" | "records">,
  tenant: Tenant,
  subscription: MatchDraft["subscription"],
): Promise<RecentMatch[]> {
  const { data } = await listEvents(deps, tenant, { filter: {}, page: { limit: RECENT_EVENTS } });
  return eachBounded(data, AT_ONCE, async (event) => ({
    event,
    match: await matchSubscription(deps, tenant, { subscription, event: event.id }),
  }));
}
