import type { Principal } from "../principal.ts";
import type { SubscriptionView } from "./subscription.schema.ts";

/** What stands in the place of a value that is not shown. */
const MASK = "***";

/**
 * A subscription as this principal may see it. Values of its own headers are often credentials of the endpoint,
 * which whoever may only read has no business with: the names stay, the values do not.
 */
export function showTo<View extends SubscriptionView>(principal: Principal, view: View): View {
  if (principal.kind === "operator" || principal.role === "manage") return view;
  const headers = Object.fromEntries(Object.keys(view.headers).map((name) => [name, MASK]));
  return { ...view, headers };
}
