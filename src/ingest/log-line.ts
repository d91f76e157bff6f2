import type { LogFields } from "../platform/log.ts";
import type { Received } from "./received.ts";

/**
 * How loudly a request is told. What was accepted is in the record and counted: a line for each would cost more than
 * its rows.
 */
export function levelOf({ result }: Received): "debug" | "info" | "warn" {
  if (result === "accepted") return "debug";
  return result === "unavailable" ? "warn" : "info";
}

/** Everything that the one log line of a request tells: the outcome, and of which event. Never a body or a secret. */
export function logFields(received: Received): LogFields {
  const { result } = received;
  switch (result) {
    case "accepted":
      return {
        result,
        ...received.about,
        eventId: received.eventId,
        sequence: received.sequence,
        duplicate: false,
        partition: received.partition,
        leases: received.delivery.leases.length,
      };
    case "duplicate":
      return {
        result,
        ...received.about,
        eventId: received.eventId,
        sequence: received.sequence,
        duplicate: true,
        partition: received.partition,
        leases: 0,
      };
    case "unrouted":
      return {
        result,
        ...received.about,
        eventId: received.eventId,
        duplicate: received.isDuplicate,
        reason: received.reason,
      };
    case "refused": {
      const { result: verification, ...details } = received.verification;
      return { result, verification, ...details };
    }
    case "not-json":
    case "not-an-event":
      return { result, why: received.why };
    case "unavailable":
      return { result, why: received.why, error: received.failure };
    case "probe":
    case "ignored":
    case "unknown-source":
    case "source-disabled":
    case "too-large":
    case "interrupted":
      return { result };
    default:
      return received satisfies never;
  }
}
