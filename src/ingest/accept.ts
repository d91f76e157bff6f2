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
  const name = coordinatorName(tenant.id, partitionOf(arrived.stream, tenant.partitions));
  const arrival = { ...arrived, configVersion: tenant.configVersion, learn };
  const accepted = await askCoordinator(() => deps.coordinator(name), arrival);
  if (accepted.result === "unavailable") return accepted;

  const { sourceId, stream, body } = arrived;
  if (learn) deps.sources.rememberStreamTenant({ sourceId, stream, tenantId: tenant.id });
  const about = factsOf(arrived, tenant.id);
  const { eventId, sequence } = accepted;
  if (accepted.result === "duplicate") return { result: "duplicate", about, eventId, sequence };
  const delivery = { coordinator: name, leases: accepted.leases, body };
  return { result: "accepted", about, eventId, sequence, delivery };
}
