import { isSystemTenant } from "../../operational/system-tenant.ts";
import { Problem } from "../../platform/problem.ts";
import { type Tenant, type TenantChange, updateTenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import {
  DEFAULT_PARTITIONS,
  DEFAULT_RETENTION_DAYS,
  type TenantPatch,
  type TenantView,
} from "./tenant.schema.ts";
import { viewTenant } from "./view-tenant.ts";

/** @throws Problem `uid_taken`, `invalid` for another number of partitions or another uid of the system tenant, `not_found` when the tenant goes meanwhile. */
export async function changeTenant(
  deps: Pick<ManageDeps, "db" | "clock">,
  tenant: Tenant,
  patch: TenantPatch,
): Promise<TenantView> {
  refuseRepartitioning(tenant, patch);
  refuseAnotherSystemUid(tenant, patch);
  const change = toChange(patch);
  const at = deps.clock.now();
  const updated = await updateTenant(deps.db, tenant.id, { change, at });
  if (updated) return viewTenant({ ...tenant, ...change, updatedAt: at });
  if (typeof change.uid === "string") {
    throw new Problem("uid_taken", `There is a tenant with the uid ${change.uid} already.`);
  }
  throw new Problem("not_found", "There is no tenant with this id or uid.");
}

function refuseAnotherSystemUid(tenant: Tenant, { uid }: TenantPatch): void {
  if (!isSystemTenant(tenant) || uid === undefined || uid === tenant.uid) return;
  const message = "The uid of the system tenant is fixed.";
  throw new Problem("invalid", message, { errors: [{ pointer: "/uid", message }] });
}

function toChange(patch: TenantPatch): TenantChange {
  return {
    ...(patch.uid !== undefined && { uid: patch.uid }),
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.retentionDays !== undefined && {
      retentionDays: patch.retentionDays ?? DEFAULT_RETENTION_DAYS,
    }),
    ...(patch.metadata !== undefined && { metadata: patch.metadata ?? {} }),
  };
}

// Another number of partitions sends a stream to a coordinator that knows neither its sequence nor what is pending.
function refuseRepartitioning(tenant: Tenant, { partitions }: TenantPatch): void {
  if (partitions === undefined || (partitions ?? DEFAULT_PARTITIONS) === tenant.partitions) return;
  const message = "The number of partitions cannot change once a tenant exists.";
  throw new Problem("invalid", message, { errors: [{ pointer: "/partitions", message }] });
}
