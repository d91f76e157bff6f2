import type { CoordinatorStatus } from "../../../src/record/coordinator-status.sql.ts";
import { countDuration, countOutcome, type CountedOutcome, noCounts } from "../../../src/record/counts.ts";
import { type Report, writeReport } from "../../../src/record/report.sql.ts";
import { START } from "./api-under-test.ts";
import { recordOf } from "./databases.ts";

/** So many of each outcome, each with an attempt of this duration. */
export function counts(outcomes: Partial<Record<CountedOutcome, number>>, durationMs = 30) {
  const made = noCounts();
  for (const [outcome, count] of Object.entries(outcomes) as [CountedOutcome, number][]) {
    for (let i = 0; i < count; i++) {
      countOutcome(made, outcome);
      countDuration(made, durationMs);
    }
  }
  return made;
}

export const STATUS: CoordinatorStatus = {
  at: START,
  openEvents: 0,
  oldestUndeliveredAt: null,
  openBreakers: 0,
  unrecorded: 0,
  oldestUnrecordedAt: null,
};

type Told = Partial<Omit<Report, "status">> & { partition?: number; status?: Partial<CoordinatorStatus> };

/** Reports as a coordinator does. */
export async function tell(tenantId: string, { partition = 0, status, ...report }: Told) {
  return writeReport(
    await recordOf(tenantId),
    { tenantId, partition },
    { incarnation: START, rows: [], totals: noCounts(), ...report, status: { ...STATUS, ...status } },
  );
}
