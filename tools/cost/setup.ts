import type { Waking } from "./awake.ts";

/** What a bill depends on and no counter tells. */
export interface Setup {
  /** Days for which the record keeps an event. */
  retentionDays: number;
  /** From the request to an endpoint to its answer. */
  endpointMs: number;
  /** What the Worker writes for every event that succeeds at once. */
  lines: "every" | "none";
  /** Whether the platform writes a line of its own for each invocation (`invocation_logs`). */
  hasInvocationLogs: boolean;
}

/** As Hooklane is deployed without a change. */
export const AS_SHIPPED: Setup = {
  retentionDays: 30,
  endpointMs: 250, // an endpoint that stores the event before it answers, some way off
  lines: "none",
  hasInvocationLogs: false,
};

/** The platform tells no latency of a D1 transaction as an object waits for it; a page far away takes longer. */
const RECORD_MS = 30;
const GATHER_MS = 200;
const HOLD_BACK_MS = 600;

/** How long an event keeps its coordinator awake. */
export function wakingOf({ endpointMs }: Setup): Waking {
  return { gatherMs: GATHER_MS, recordMs: RECORD_MS, holdBackMs: HOLD_BACK_MS, deliveredAfterMs: endpointMs };
}
