import type { MeasuredRun } from "./measured.schema.ts";
import type { Setup } from "./setup.ts";

/** Of an event that is accepted and delivered at once: one line, and one for each attempt. */
export function ownLines(fanOut: number, { lines }: Pick<Setup, "lines">): number {
  return lines === "every" ? 1 + fanOut : 0;
}

/**
 * Lines that Workers Logs takes for one event. The platform adds one for each invocation: a request, a call of an
 * object, an alarm, a Deliverer (Workers Logs, "invocation logs").
 */
export function logLines(
  { fanOut, perEvent }: Pick<MeasuredRun, "fanOut" | "perEvent">,
  setup: Setup,
): number {
  const invocations = perEvent.workerInvocations + perEvent.objectRequests;
  return ownLines(fanOut, setup) + (setup.hasInvocationLogs ? invocations : 0);
}
