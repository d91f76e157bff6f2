import type { Tenant } from "../../record/tenants.sql.ts";
import type { DeliveryView } from "./event.schema.ts";
import { deliveryOf } from "./find-delivery.ts";
import { type CommandDeps, sendCommand } from "./send-command.ts";
import { viewDelivery } from "./view-delivery.ts";

/**
 * Has one delivery attempted now, or gives it up.
 * @throws Problem `not_found`, `conflict` where it is in no state for this, `unavailable`
 */
export async function commandDelivery(
  deps: CommandDeps,
  tenant: Tenant,
  { deliveryId, how }: { deliveryId: string; how: "retry" | "skip" },
): Promise<DeliveryView> {
  const { event, folded } = await deliveryOf(deps, tenant, deliveryId);
  const command = { command: how, eventId: event.id, subscriptionId: folded.s };
  const [delivery] = await sendCommand(deps, tenant, { event, command });
  return delivery ?? viewDelivery({ ...event, eventId: event.id, folded });
}
