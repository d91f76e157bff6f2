import { readTotals } from "../record/coordinator-status.sql.ts";
import { writeReport } from "../record/report.sql.ts";
import type { WorkPlace } from "./projector-for.ts";
import { Reporter } from "./reporter.ts";

/** The reporter of one coordinator, with the record. */
export function reporterFor(place: WorkPlace): Reporter {
  const { record, state, note, clock, log } = place;
  return new Reporter({
    state,
    readTotals: () => readTotals(record(), state().tenantId, state().partition),
    write: async (report) => note(await writeReport(record(), state(), report)),
    clock,
    log,
  });
}
