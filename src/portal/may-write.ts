import type { Principal } from "../manage/principal.ts";

/** Whether somebody is shown what changes things; the use cases' own wall stands behind it. */
export function mayWrite(principal: Principal): boolean {
  return principal.kind === "operator" || principal.role === "manage";
}
