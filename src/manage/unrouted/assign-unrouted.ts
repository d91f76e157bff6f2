import type { Accepted, Arrival } from "../../coordinate/arrival.ts";
import { coordinatorName, partitionOf } from "../../coordinate/partition.ts";
import { toUtf8 } from "../../platform/bytes.ts";
import { Problem } from "../../platform/problem.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import {
  findUnrouted,
  removeUnrouted,
  type UnroutedContent,
  type UnroutedEvent,
} from "../../record/unrouted.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { AssignedView } from "../events/event.schema.ts";

export type AssignDeps = Pick<ManageDeps, "db" | "coordinator" | "deliver" | "waitUntil">;

const RETRY_AFTER_SECONDS = 5;

/**
 * Gives an unrouted event to a tenant, with the id that its receipt was answered with, and remembers that the
 * stream is this tenant's. Repeatable: what dies half-way leaves the event unrouted, and the coordinator
 * recognises it the second time.
 * @throws Problem `not_found`, `unavailable`
 */
export async function assignUnrouted(
  deps: AssignDeps,
  eventId: string,
  tenant: Tenant,
): Promise<AssignedView> {
  const event = await findUnrouted(deps.db, eventId);
  if (!event)
    throw new Problem("not_found", "No unrouted event has this id; it may have been assigned already.");
  const { stream } = event;
  const name = coordinatorName(tenant.id, partitionOf(stream, tenant.partitions));
  const arrival = toArrival(event, tenant);
  const accepted = await deps.coordinator(name).accept(arrival);
  const place = placeOf(accepted);
  await removeUnrouted(deps.db, eventId);
  if (accepted.result === "accepted" && accepted.leases.length > 0) {
    deps.waitUntil(deps.deliver(name, { leases: accepted.leases, body: arrival.body }));
  }
  return {
    id: place.eventId,
    tenantId: tenant.id,
    stream,
    sequence: place.sequence,
    duplicate: place.duplicate,
  };
}

function placeOf(accepted: Accepted): { eventId: string; sequence: number; duplicate: boolean } {
  switch (accepted.result) {
    case "accepted":
      return { eventId: accepted.eventId, sequence: accepted.sequence, duplicate: false };
    case "duplicate":
      return { eventId: accepted.eventId, sequence: accepted.sequence, duplicate: true };
    case "unavailable":
      throw new Problem("unavailable", "The tenant's coordinator cannot take the event in for the moment.", {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
  }
}

function toArrival(event: UnroutedEvent & UnroutedContent, tenant: Tenant): Arrival {
  return {
    sourceId: event.sourceId,
    providerEventId: event.providerEventId,
    type: event.type,
    stream: event.stream,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    contentType: event.contentType,
    headers: event.headers,
    body: toUtf8(event.body),
    configVersion: tenant.configVersion,
    learn: true,
    eventId: event.id,
  };
}
