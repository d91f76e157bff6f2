import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { OperationalEvent } from "../operational/operational-event.ts";
import { SYSTEM_PARTITION, SYSTEM_TENANT_ID } from "../operational/system-tenant.ts";
import { toArrival } from "../operational/to-arrival.ts";
import type { Accepted, Arrival } from "./arrival.ts";
import { coordinatorName } from "./partition.ts";

export interface TellOperatorDeps {
  /** Hands an event to the coordinator of this name, which has it delivered by its own alarm. */
  accept(coordinator: string, arrival: Arrival): Promise<Accepted>;
  clock: Clock;
  log: Log;
}

/**
 * Gives an operational event to the system tenant. May be repeated: the second one is recognised.
 * @param tenantId whose coordinator tells it. @throws Error where the system tenant does not take it
 */
export async function tellOperator(
  { accept, clock, log }: TellOperatorDeps,
  tenantId: string,
  event: OperationalEvent,
): Promise<void> {
  // What befalls the operator's own subscriptions is not told through them: it would go round in circles.
  if (tenantId === SYSTEM_TENANT_ID) {
    log.warn("operational_event", { type: event.type, about: event.about.id });
    return;
  }
  const system = coordinatorName(SYSTEM_TENANT_ID, SYSTEM_PARTITION);
  const accepted = await accept(system, toArrival(event, clock.now()));
  if (accepted.result === "unavailable") throw new Error(`the system tenant is unavailable: ${accepted.why}`);
}
