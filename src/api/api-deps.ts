import type { ManageDeps } from "../manage/deps.ts";
import type { Limits } from "../manage/limits.ts";
import type { Principal } from "../manage/principal.ts";

/**
 * What the API works with, made once per isolate: the use cases' dependencies, but for what only a request knows
 * (its own host, and how to work on after its answer).
 */
export interface ApiDeps extends Omit<ManageDeps, "waitUntil"> {
  /** The operator's key: `ADMIN_KEY`. */
  adminKey: string;
  limits: Limits;
}

/** What the steps in front of a handler leave for it. */
export interface ApiEnv {
  Variables: {
    principal: Principal;
    manage: ManageDeps;
    /** Names the request in the log and in the answer's `x-request-id`. */
    requestId: string;
  };
}
