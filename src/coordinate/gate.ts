import type { Instant } from "../platform/clock.ts";
import { breakerState } from "./breaker.ts";
import { nextTokenAt } from "./rate.ts";
import type { SubscriptionState } from "./state.ts";

/** Whether a subscription lets another attempt go, over all its lanes. */
export type Gate =
  | { gate: "open" }
  /** Opens by itself at `until`; null = something has to happen first (a resume, a settle). */
  | { gate: "closed"; until: Instant | null; because: "paused" | "breaker" | "rate" | "slot" };

const OPEN: Gate = { gate: "open" };

export function gateOf(state: SubscriptionState, now: Instant): Gate {
  if (state.subscription.status !== "enabled") return { gate: "closed", until: null, because: "paused" };
  const breaker = breakerState(state.breaker, now);
  if (breaker === "open") return { gate: "closed", until: state.breaker.openUntil, because: "breaker" };
  if (breaker === "probe" && state.inFlight > 0) return { gate: "closed", until: null, because: "breaker" };
  if (state.inFlight >= state.slots) return { gate: "closed", until: null, because: "slot" };
  if (state.ratePerSecond !== null) {
    const tokenAt = nextTokenAt(state.bucket, state.ratePerSecond, now);
    if (tokenAt > now) return { gate: "closed", until: tokenAt, because: "rate" };
  }
  return OPEN;
}
