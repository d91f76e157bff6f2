import { FIRST_LAYOUT } from "../../coordinate/partition.ts";
import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { insertTenant, type Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import {
  DEFAULT_PARTITIONS,
  DEFAULT_RETENTION_DAYS,
  type TenantDraft,
  type TenantView,
} from "./tenant.schema.ts";
import { viewTenant } from "./view-tenant.ts";

// Coordinators start at 0: the first event makes one fetch its configuration.
const FIRST_CONFIG_VERSION = 1;

/** @throws Problem `uid_taken` */
export async function createTenant(
  deps: Pick<ManageDeps, "db" | "records" | "clock">,
  draft: TenantDraft,
): Promise<TenantView> {
  const now = deps.clock.now();
  const id = newId("ten", now);
  const tenant: Omit<Tenant, "layout" | "move"> = {
    id,
    uid: draft.uid ?? null,
    name: draft.name,
    partitions: draft.partitions ?? DEFAULT_PARTITIONS,
    retentionDays: draft.retentionDays ?? DEFAULT_RETENTION_DAYS,
    metadata: draft.metadata ?? {},
    status: "active",
    configVersion: FIRST_CONFIG_VERSION,
    ...deps.records.placeFor(id),
    createdAt: now,
    updatedAt: now,
  };
  const inserted = await insertTenant(deps.db, tenant);
  if (!inserted) throw new Problem("uid_taken", `There is a tenant with the uid ${tenant.uid} already.`);
  return viewTenant({ ...tenant, layout: FIRST_LAYOUT, move: null });
}
