import type { AcceptedNow } from "./accept.ts";
import type { Report } from "./arrival.ts";
import type { Grant } from "./lease-out.ts";
import { handOutNext, takeReport } from "./settle.ts";
import type { CoordinatorState } from "./state.ts";

/**
 * Takes an event in together with a report that its Worker has brought along. The report comes first: it may free
 * the lane or the slot that the event needs.
 * @param take takes the event in, with up to `slots` leases.
 * @param own.chance from 0 to 1, for the jitter of retries.
 * @returns what became of the event, and leases beside the event's own for the slots that it leaves free.
 */
export function acceptAlong(
  state: CoordinatorState,
  take: () => AcceptedNow,
  { slots, report, chance }: { slots: number; report: Report; chance: () => number },
): { accepted: AcceptedNow; next: Grant[] } {
  const served = takeReport(state, { outcomes: report.outcomes, returned: [] }, chance);
  const accepted = take();
  const own = accepted.result === "accepted" ? accepted.grants.length : 0;
  const { remainingMs } = report;
  return { accepted, next: handOutNext(state, served, { wanted: slots - own, remainingMs }) };
}
