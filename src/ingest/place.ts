import type { TenantPlace } from "../record/ingest-sources.sql.ts";
import type { UnroutedReason } from "../record/unrouted.sql.ts";
import type { KnownSource } from "./known-source.ts";
import type { Payload } from "./payload.ts";
import { valueAt } from "../platform/json-pointer.ts";
import type { SourceCache } from "./source-cache.ts";

/** Whose event it is. */
export type Place =
  /** @param learn whether the event itself named the tenant of its stream. */
  { result: "tenant"; tenant: TenantPlace; learn: boolean } | { result: "unrouted"; reason: UnroutedReason };

/**
 * Finds the tenant of an event: fixed by its source, or named by its body, or else the one that an earlier event
 * of the same stream named. A body that names a wrong tenant is never given to another.
 */
export async function placeOf(
  source: KnownSource,
  { payload, stream }: { payload: Payload; stream: string },
  cache: Pick<SourceCache, "findTenant" | "findStreamTenant">,
): Promise<Place> {
  if ("tenant" in source.routing) return found(source.routing.tenant, "tenant_gone");
  const name = tenantNameOf(valueAt(payload, source.routing.pointer));
  if (name !== null) {
    const tenant = await cache.findTenant(name);
    return tenant
      ? { result: "tenant", tenant, learn: true }
      : { result: "unrouted", reason: "tenant_unknown" };
  }
  const learned = await cache.findStreamTenant(source.id, stream);
  return found(learned === null ? null : await cache.findTenant(learned), "no_tenant_named");
}

function found(tenant: TenantPlace | null, otherwise: UnroutedReason): Place {
  if (tenant) return { result: "tenant", tenant, learn: false };
  return { result: "unrouted", reason: otherwise };
}

// Metadata is text by the provider's rules, but a customer's own number for a tenant is a name as well.
function tenantNameOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
