import { type Classified, classify } from "../catalogue/catalogue.ts";
import type { Instant } from "../platform/clock.ts";
import { compilePatterns, matchesPatterns } from "./patterns.ts";

/** Which of a subscription's events a replay sends again. Fixed when the replay is made. */
export interface ReplayQuery {
  /** Received at or after. */
  from: Instant;
  /** Received before. */
  to: Instant;
  /** `failed`: only what has failed for this subscription. `all`: whatever it asks for as it stands. */
  status: "failed" | "all";
  /** Patterns as a subscription has them; empty = all types. */
  eventTypes: readonly string[];
  /** Stream keys; empty = all streams. */
  streams: readonly string[];
}

/** What the choice depends on. */
export interface Candidate {
  /** As received. */
  type: string;
  /** Of the subscription's delivery of the event; null where it has none. */
  status: string | null;
}

/**
 * Decides whether a replay takes an event in, by its type and status. Time and streams are the reader's business.
 * What is pending or parked is on its way already. With `all`, an event that the subscription never had is one of
 * them when it asks for it now.
 * @param wantsType whether the subscription asks for such events as its filters stand, as far as the type goes.
 */
export function compileReplayQuery(
  query: Pick<ReplayQuery, "status" | "eventTypes">,
  wantsType: (type: string, classified: Classified) => boolean,
): (candidate: Candidate) => boolean {
  const patterns = compilePatterns(query.eventTypes);
  const isAsked = (type: string, classified: Classified) =>
    query.eventTypes.length === 0 || matchesPatterns(patterns, classified, type);
  return ({ type, status }) => {
    if (status === "pending" || status === "parked") return false;
    if (query.status === "failed" && status !== "failed") return false;
    const classified = classify(type);
    return isAsked(type, classified) && (query.status === "failed" || wantsType(type, classified));
  };
}
