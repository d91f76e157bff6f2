import type { Command, Refusal } from "../../coordinate/command.ts";
import { coordinatorName, partitionOf } from "../../coordinate/partition.ts";
import { Problem } from "../../platform/problem.ts";
import type { EventRecord } from "../../record/events.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { DeliveryView } from "./event.schema.ts";
import { viewDelivery } from "./view-delivery.ts";

export type CommandDeps = Pick<ManageDeps, "db" | "records" | "coordinator">;

const RETRY_AFTER_SECONDS = 5;

/**
 * Has the coordinator of the event's stream obey, whose word is younger than the record's.
 * @returns the deliveries as they stand then. @throws Problem `not_found`, `conflict`, `unavailable`
 */
export async function sendCommand(
  deps: CommandDeps,
  tenant: Tenant,
  { event, command }: { event: EventRecord; command: Command },
): Promise<DeliveryView[]> {
  const name = coordinatorName(tenant.id, partitionOf(event.stream, tenant.partitions));
  const obeyed = await deps
    .coordinator(name)
    .obey({ ...command, stream: event.stream }, tenant.configVersion);
  switch (obeyed.result) {
    case "done":
      return obeyed.deliveries.map((folded) => viewDelivery({ ...event, eventId: event.id, folded }));
    case "refused":
      throw problemOfRefusal(obeyed.refusal);
    case "unavailable":
      throw new Problem("unavailable", "The event cannot be reached for the moment. Try again.", {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    default:
      return obeyed satisfies never;
  }
}

function problemOfRefusal(refusal: Refusal): Problem {
  if (refusal.because === "unknown") {
    return new Problem(
      "not_found",
      "The event or the delivery is gone: pruned, or its subscription removed.",
    );
  }
  if (refusal.because !== "behind") return new Problem("conflict", CONFLICTS[refusal.because]);
  return new Problem(
    "conflict",
    `The delivery waits behind position ${refusal.position} of its lane, event ${refusal.eventId}: retry or skip that one.`,
  );
}

const CONFLICTS: Readonly<Record<Exclude<Refusal["because"], "unknown" | "behind">, string>> = {
  paused: "The subscription is paused, so that nothing is attempted. Resume it first.",
  disabled: "The subscription is disabled, so that nothing is attempted. Enable it first.",
  delivered: "The delivery has succeeded. To send the event once more, redeliver it.",
  settled: "The delivery is settled: there is nothing to skip.",
  pending: "The delivery is on its way. To have it attempted now, retry it.",
  under_way:
    "An attempt from before the delivery was settled is still under way. Try again in half a minute.",
  backlog:
    "The delivery waits in a long backlog of its subscription and goes when its turn comes. It can be skipped.",
  unwanted: "The subscription never had this event, and its filters do not let it through.",
  nothing:
    "No enabled subscription has this event settled: name one, or enable it, or wait for what is pending.",
};
