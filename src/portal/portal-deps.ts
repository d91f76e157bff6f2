import type { ManageDeps } from "../manage/deps.ts";
import type { Limits } from "../manage/limits.ts";
import type { Principal } from "../manage/principal.ts";

/** What the portal works with, made once per isolate: the use cases' dependencies, but for what only a request knows. */
export interface PortalDeps extends Omit<ManageDeps, "waitUntil"> {
  /** The operator's key: `ADMIN_KEY`. */
  adminKey: string;
  limits: Limits;
  /** Origins whose pages may show the portal in a frame. */
  frameOrigins: readonly string[];
}

/** What the steps in front of a page leave for it. */
export interface PortalEnv {
  Variables: {
    principal: Principal;
    manage: ManageDeps;
    requestId: string;
  };
}
