import { toIso } from "../../platform/clock.ts";
import { isSystemTenant } from "../../operational/system-tenant.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { TenantView } from "./tenant.schema.ts";

export function viewTenant(tenant: Tenant): TenantView {
  return {
    id: tenant.id,
    uid: tenant.uid,
    name: tenant.name,
    partitions: tenant.partitions,
    repartitioning: viewMove(tenant),
    retentionDays: tenant.retentionDays,
    metadata: tenant.metadata,
    ...(isSystemTenant(tenant) && { system: true as const }),
    createdAt: toIso(tenant.createdAt),
    updatedAt: toIso(tenant.updatedAt),
  };
}

function viewMove({ partitions, layout, move }: Tenant): TenantView["repartitioning"] {
  if (layout.before === null || move === null) return null;
  const { since, streamsLeft } = move;
  return { from: layout.before, to: partitions, since: toIso(since), streamsLeft, held: layout.isHeld };
}
