import { toIso } from "../../platform/clock.ts";
import type { AttemptRecord } from "../../record/deliveries.sql.ts";
import type { AttemptView } from "./event.schema.ts";

export function viewAttempt(attempt: AttemptRecord): AttemptView {
  return {
    at: toIso(attempt.at),
    ...(attempt.statusCode !== null && { statusCode: attempt.statusCode }),
    ...(attempt.error !== null && { error: attempt.error }),
    durationMs: attempt.durationMs,
    ...(attempt.responseBody !== null && { responseBody: attempt.responseBody }),
    ...(attempt.replayId !== null && { replayId: attempt.replayId }),
  };
}
