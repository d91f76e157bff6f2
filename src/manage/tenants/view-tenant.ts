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
    retentionDays: tenant.retentionDays,
    metadata: tenant.metadata,
    ...(isSystemTenant(tenant) && { system: true as const }),
    createdAt: toIso(tenant.createdAt),
    updatedAt: toIso(tenant.updatedAt),
  };
}
