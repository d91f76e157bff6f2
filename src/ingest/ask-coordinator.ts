import type { Accepted, Arrival, Report } from "../coordinate/arrival.ts";
import { CONNECTIONS_PER_INVOCATION as SLOTS } from "../platform/worker-limits.ts";

/** The part of a coordinator that ingest calls. */
export interface AcceptingCoordinator {
  accept(arrival: Arrival, slots: number, report?: Report): Promise<Accepted>;
}

/** Why a coordinator did not answer. Nothing may have been stored, or all of it: a re-send finds out. */
export interface Unreachable {
  result: "unavailable";
  why: "coordinator-overloaded" | "coordinator-failed";
  failure: string;
}

/**
 * Hands an event to its coordinator. What broke on the way is tried once more; a coordinator that says that it is
 * overloaded is left alone (Durable Objects, "Error handling").
 * @param coordinator makes a new stub each time: after a failure the old one stays broken.
 * @param report outcomes that go along; the second try may bring what the first one has told already.
 */
export async function askCoordinator(
  coordinator: () => AcceptingCoordinator,
  arrival: Arrival,
  report?: Report,
): Promise<Accepted | Unreachable> {
  try {
    return await coordinator().accept(arrival, SLOTS, report);
  } catch (failure) {
    if (isOverloaded(failure) || !isRetryable(failure)) return unreachable(failure);
  }
  try {
    return await coordinator().accept(arrival, SLOTS, report);
  } catch (failure) {
    return unreachable(failure);
  }
}

function unreachable(failure: unknown): Unreachable {
  const why = isOverloaded(failure) ? "coordinator-overloaded" : "coordinator-failed";
  return { result: "unavailable", why, failure: String(failure) };
}

function isOverloaded(failure: unknown): boolean {
  return failure instanceof Error && "overloaded" in failure && failure.overloaded === true;
}

function isRetryable(failure: unknown): boolean {
  return failure instanceof Error && "retryable" in failure && failure.retryable === true;
}
