import { isSystemTenant } from "../../operational/system-tenant.ts";
import { Problem } from "../../platform/problem.ts";
import { findTenant, type Tenant, type TenantChange, updateTenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { repartition } from "./repartition.ts";
import {
  DEFAULT_PARTITIONS,
  DEFAULT_RETENTION_DAYS,
  type TenantPatch,
  type TenantView,
} from "./tenant.schema.ts";
import { uidTaken } from "./uid-taken.ts";
import { viewTenant } from "./view-tenant.ts";

/**
 * Another number of partitions comes first, because it may be refused: then nothing else changes either.
 * @throws Problem `uid_taken`, `invalid`, `repartitioning`, `not_found` when the tenant goes meanwhile
 */
export async function changeTenant(
  deps: Pick<ManageDeps, "db" | "clock" | "coordinator" | "log">,
  tenant: Tenant,
  patch: TenantPatch,
): Promise<TenantView> {
  refuseAnotherSystemUid(tenant, patch);
  const partitions = patch.partitions === undefined ? tenant.partitions : patch.partitions;
  const isAnother = (partitions ?? DEFAULT_PARTITIONS) !== tenant.partitions;
  if (isAnother) {
    await repartition(deps, tenant, {
      partitions: partitions ?? DEFAULT_PARTITIONS,
      uid: patch.uid ?? null,
    });
  }
  const change = toChange(patch);
  const updated = await updateTenant(deps.db, tenant.id, { change, at: deps.clock.now() });
  if (updated) return viewTenant((await findTenant(deps.db, tenant.id)) ?? tenant);
  if (typeof change.uid === "string") throw uidTaken(change.uid);
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
