import { coordinatorName } from "../../coordinate/partition.ts";
import type { OperationalEvent } from "../../operational/operational-event.ts";
import { SYSTEM_PARTITION, SYSTEM_TENANT_ID } from "../../operational/system-tenant.ts";
import { toArrival } from "../../operational/to-arrival.ts";
import { type Instant, toIso } from "../../platform/clock.ts";
import { idFor } from "../../platform/ids.ts";
import {
  noteToldRejecting,
  pruneRejections,
  type RejectingSource,
  rejectingSources,
} from "../../record/rejections.sql.ts";
import type { ManageDeps } from "../deps.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** So many refused signatures within the window are no accident: a provider sends an event again after minutes. */
const ENOUGH_TO_TELL = 10;
const WINDOW_MS = 10 * MINUTE_MS;
/** The operator is told no more often. */
const TELL_AGAIN_MS = 60 * MINUTE_MS;
const SOURCES_AT_ONCE = 20;
/** Long enough to find out on a Monday what happened on Friday; the number of rows is bounded anyway. */
const KEPT_MS = 7 * DAY_MS;
const PRUNED_AT_ONCE = 1_000;

type TellDeps = Pick<ManageDeps, "db" | "clock" | "coordinator">;

/** Tells the operator of sources that refuse what comes, each at most once an hour. @returns how many were told. */
export async function tellRejectingSources(deps: TellDeps): Promise<number> {
  const now = deps.clock.now();
  const rejecting = await rejectingSources(deps.db, {
    since: now - WINDOW_MS,
    untoldSince: now - TELL_AGAIN_MS,
    atLeast: ENOUGH_TO_TELL,
    limit: SOURCES_AT_ONCE,
  });
  const system = coordinatorName(SYSTEM_TENANT_ID, SYSTEM_PARTITION);
  for (const source of rejecting) {
    // Told first, noted then: what dies in between is told again under the same id, and recognised.
    const arrival = toArrival(eventOf(source, now), now);
    const accepted = await deps.coordinator(system).accept(arrival, 0);
    if (accepted.result === "unavailable")
      throw new Error(`the system tenant is unavailable: ${accepted.why}`);
    await noteToldRejecting(deps.db, source.sourceId, now);
  }
  return rejecting.length;
}

/** Lets go of old rejections. @returns how many. */
export function pruneOldRejections({ db, clock }: Pick<ManageDeps, "db" | "clock">): Promise<number> {
  return pruneRejections(db, clock.now() - KEPT_MS, PRUNED_AT_ONCE);
}

function eventOf({ sourceId, count, reasons, toldAt }: RejectingSource, now: Instant): OperationalEvent {
  return {
    id: idFor("ope", toldAt ?? 0, sourceId),
    type: "source.rejecting",
    at: now,
    about: { type: "source", id: sourceId },
    data: { sourceId, count, reasons, since: toIso(now - WINDOW_MS), until: toIso(now) },
    suppressed: 0,
  };
}
