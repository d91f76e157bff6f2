import type { Instant } from "../platform/clock.ts";
import type { AttemptResult } from "./lease.ts";
import { nextAttemptAt } from "./retry-schedule.ts";

/** What an attempt's result means for its delivery. */
export type Verdict =
  | { verdict: "delivered" }
  /** The endpoint says that it is gone for good: settled, and the subscription is disabled. */
  | { verdict: "gone" }
  | { verdict: "retry"; at: Instant }
  | { verdict: "exhausted" };

const GONE = 410; // Standard Webhooks, "Operational considerations": disable the endpoint

/** Judges attempt number `attempt` of a delivery. @param chance for the retry's jitter, 0 to 1. */
export function judge(
  result: AttemptResult,
  { attempt, retrySchedule, now }: { attempt: number; retrySchedule: readonly number[]; now: Instant },
  chance: number,
): Verdict {
  if (result.error === undefined) return { verdict: "delivered" };
  if (result.statusCode === GONE) return { verdict: "gone" };
  const at = nextAttemptAt(retrySchedule, { attempt, now, retryAt: result.retryAt }, chance);
  return at === null ? { verdict: "exhausted" } : { verdict: "retry", at };
}
