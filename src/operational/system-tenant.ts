/**
 * The tenant that Hooklane's own events belong to. The operator subscribes to them there, as in any tenant. Fixed, so
 * that every coordinator finds it without asking; made by a migration, with the uid `system`,
 * and there for good.
 */
export const SYSTEM_TENANT_ID = "ten_00000000000000000000system";
/** What stands where other events name their source. No source has this id. */
export const SYSTEM_SOURCE_ID = "src_00000000000000000000system";
/** Operational events are few: one coordinator takes them all. */
export const SYSTEM_PARTITION = 0;

/** Whether a tenant is the system's own. */
export function isSystemTenant({ id }: { id: string }): boolean {
  return id === SYSTEM_TENANT_ID;
}
