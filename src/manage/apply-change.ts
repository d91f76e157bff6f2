import { Problem } from "../platform/problem.ts";
import { type PushDeps, pushConfiguration } from "./push-configuration.ts";

// The cron runs every minute and pushes what is behind.
const RETRY_AFTER_SECONDS = 60;

/**
 * Puts a saved change of a tenant's configuration into force: when it returns, the next event sees it.
 * @throws Problem `unavailable` where a coordinator cannot be told; the change is saved all the same.
 */
export async function applyChange(deps: PushDeps, tenantId: string): Promise<void> {
  const pushed = await pushConfiguration(deps, tenantId);
  switch (pushed.result) {
    case "pushed":
    case "gone":
      return;
    case "behind":
      throw new Problem(
        "unavailable",
        "The change is saved, but not every coordinator could be told. It will be in force within a minute.",
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
  }
}
