import { parseCoordinatorName } from "../coordinate/partition.ts";
import type { AttemptResult, Lease } from "../coordinate/lease.ts";
import { toIso } from "../platform/clock.ts";
import { type Log, withFields } from "../platform/log.ts";

/** A log whose lines say whose leases they are about. @param coordinator the name of the one that gave them. */
export function logOfCoordinator(log: Log, coordinator: string): Log {
  const { tenantId, partition } = parseCoordinatorName(coordinator);
  return withFields(log, { tenantId, partition });
}

/**
 * The one line of an attempt, with everything that came of it. Never an answer, a URL or a secret. A first attempt
 * that succeeds is the rule, and is told at `debug`.
 */
export function logAttempt(log: Log, lease: Lease, result: AttemptResult): void {
  const isOrdinary = lease.attempt === 1 && result.error === undefined && result.note === undefined;
  log[isOrdinary ? "debug" : "info"]("attempt", () => ({
    eventId: lease.eventId,
    subscriptionId: lease.target.subscriptionId,
    type: lease.type,
    category: lease.categories[0],
    stream: lease.stream,
    sequence: lease.sequence,
    position: lease.position,
    late: lease.late,
    attempt: lease.attempt,
    outcome: result.error === undefined ? "succeeded" : "failed",
    statusCode: result.statusCode,
    error: result.error,
    durationMs: result.durationMs,
    answerChars: result.responseBody?.length,
    retryAfterAt: result.retryAt === undefined ? undefined : toIso(result.retryAt),
    replayId: lease.replayId,
  }));
}
