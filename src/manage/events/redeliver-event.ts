import { Problem } from "../../platform/problem.ts";
import { findEvent } from "../../record/events.sql.ts";
import { findSubscription } from "../../record/subscriptions.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { RedeliveredView } from "./event.schema.ts";
import { type CommandDeps, sendCommand } from "./send-command.ts";

/**
 * Sends an event again: to every enabled subscription that has it, or to the one that is named, also where that one
 * never had it but asks for it now.
 * @throws Problem `not_found`, `invalid` for a subscription that there is not, `conflict`, `unavailable`
 */
export async function redeliverEvent(
  deps: CommandDeps,
  tenant: Tenant,
  { eventId, subscriptionId }: { eventId: string; subscriptionId: string | null },
): Promise<RedeliveredView> {
  const event = await findEvent(deps.records.of(tenant), tenant.id, eventId);
  if (!event) {
    throw new Problem("not_found", "This tenant has no event with this id; it may be past its retention.");
  }
  if (subscriptionId !== null && !(await findSubscription(deps.db, tenant.id, subscriptionId))) {
    const message = "This tenant has no subscription with this id.";
    throw new Problem("invalid", message, { errors: [{ pointer: "/subscription", message }] });
  }
  const command = { command: "redeliver" as const, eventId, subscriptionId };
  return { eventId, deliveries: await sendCommand(deps, tenant, { event, command }) };
}
