import { coordinatorName, partitionOf } from "../coordinate/partition.ts";
import type { TenantPlace } from "../record/ingest-sources.sql.ts";
import { type Arrived, factsOf } from "./arrived.ts";
import { type AcceptingCoordinator, askCoordinator } from "./ask-coordinator.ts";
import type { Received } from "./received.ts";
import type { SourceCache } from "./source-cache.ts";

export interface AcceptDeps {
  /** A new stub of the coordinator with this name. */
  coordinator(name: string): AcceptingCoordinator;
  sources: Pick<SourceCache, "rememberStreamTenant">;
}

/** Gives an event to the coordinator of its stream. Durable when it says accepted or duplicate. */
export async function accept(
  arrived: Arrived,
  { tenant, learn }: { tenant: TenantPlace; learn: boolean },
  deps: AcceptDeps,
): Promise<Received> {
  const partition = partitionOf(arrived.stream, tenant.partitions);
  const name = coordinatorName(tenant.id, partition);
  const arrival = { ...arrived, configVersion: tenant.configVersion, learn };
  const accepted = await askCoordinator(() => deps.coordinator(name), arrival);
  if (accepted.result === "unavailable") return accepted;

  const { sourceId, stream, body } = arrived;
  if (learn) deps.sources.rememberStreamTenant({ sourceId, stream, tenantId: tenant.id });
  const { eventId, sequence } = accepted;
  const placed = { about: factsOf(arrived, tenant.id), eventId, sequence, partition };
  if (accepted.result === "duplicate") return { result: "duplicate", ...placed };
  const delivery = { coordinator: name, leases: accepted.leases, body };
  return { result: "accepted", ...placed, delivery };
}
