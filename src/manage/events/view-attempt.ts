import { toIso } from "../../platform/clock.ts";
import type { AttemptRecord } from "../../record/deliveries.sql.ts";
import { ATTEMPT_ERROR_NAMES, type AttemptView } from "./event.schema.ts";

export function viewAttempt(attempt: AttemptRecord): AttemptView {
  return {
    at: toIso(attempt.at),
    ...(attempt.statusCode !== null && { statusCode: attempt.statusCode }),
    ...(attempt.error !== null && { error: nameOf(attempt.error) }),
    durationMs: attempt.durationMs,
    ...(attempt.responseBody !== null && { responseBody: attempt.responseBody }),
    ...(attempt.replayId !== null && { replayId: attempt.replayId }),
  };
}

/** The set is closed; a name from a newer version that was rolled back is no reason to fail. */
function nameOf(error: string): NonNullable<AttemptView["error"]> {
  return ATTEMPT_ERROR_NAMES.find((name) => name === error) ?? "network_error";
}
