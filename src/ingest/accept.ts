import { coordinatorName, partitionOf } from "../coordinate/partition.ts";
import { BUDGET_MS } from "../deliver/deliver.ts";
import type { Outbox } from "../deliver/outbox.ts";
import { CONNECTIONS_PER_INVOCATION as SLOTS } from "../platform/worker-limits.ts";
import type { TenantPlace } from "../record/ingest-sources.sql.ts";
import { type Arrived, factsOf } from "./arrived.ts";
import { type AcceptingCoordinator, askCoordinator } from "./ask-coordinator.ts";
import type { Received } from "./received.ts";
import type { SourceCache } from "./source-cache.ts";

export interface AcceptDeps {
  /** A new stub of the coordinator with this name. */
  coordinator(name: string): AcceptingCoordinator;
  /** Outcomes of earlier events that this one takes along. */
  outbox: Pick<Outbox, "takeAlong" | "noteLeases">;
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
  const outcomes = deps.outbox.takeAlong(name, SLOTS);
  const report = outcomes.length > 0 ? { outcomes, remainingMs: BUDGET_MS } : undefined;
  const accepted = await askCoordinator(() => deps.coordinator(name), arrival, report);
  const { sourceId, stream, body } = arrived;
  if (accepted.result === "unavailable") {
    if (outcomes.length === 0) return accepted;
    return { ...accepted, delivery: { coordinator: name, leases: [], body, unreported: outcomes } };
  }

  if (learn) deps.sources.rememberStreamTenant({ sourceId, stream, tenantId: tenant.id });
  const { eventId, sequence, next } = accepted;
  const placed = { about: factsOf(arrived, tenant.id), eventId, sequence, partition };
  const own = accepted.result === "accepted" ? accepted.leases : [];
  deps.outbox.noteLeases(name, own.length);
  const delivery = {
    coordinator: name,
    leases: next ? [...own, ...next] : own,
    body,
    unreported: next ? [] : outcomes,
  };
  return { result: accepted.result, ...placed, delivery };
}
