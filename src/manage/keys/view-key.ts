import { toIso } from "../../platform/clock.ts";
import type { TenantKey } from "../../record/keys.sql.ts";
import type { KeyView } from "./key.schema.ts";

export function viewKey(key: TenantKey): KeyView {
  return {
    id: key.id,
    tenantId: key.tenantId,
    role: key.role,
    name: key.name,
    lastFour: key.lastFour,
    createdAt: toIso(key.createdAt),
    lastUsedAt: key.lastUsedAt === null ? null : toIso(key.lastUsedAt),
  };
}
