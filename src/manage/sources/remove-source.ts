import { removeLearnedStreams, removeSource as removeRow, type Source } from "../../record/sources.sql.ts";
import type { ManageDeps } from "../deps.ts";

const STREAMS_AT_ONCE = 500; // rows that one statement deletes: D1 has one thread for all
const MAX_STATEMENTS = 200; // of the 1,000 that an invocation may send to D1

/**
 * Removes a source with its secrets: from then on its URL is unknown. What it learned of streams is forgotten
 * after the answer; what may be left of that is harmless, because no other source ever has this id.
 */
export async function removeSource(
  deps: Pick<ManageDeps, "db" | "log" | "waitUntil">,
  source: Source,
): Promise<void> {
  await removeRow(deps.db, source.id);
  deps.waitUntil(forgetStreams(deps, source.id));
}

async function forgetStreams({ db, log }: Pick<ManageDeps, "db" | "log">, sourceId: string): Promise<void> {
  try {
    for (let done = 0; done < MAX_STATEMENTS; done++) {
      const removed = await removeLearnedStreams(db, sourceId, STREAMS_AT_ONCE);
      if (removed < STREAMS_AT_ONCE) return;
    }
  } catch (failure) {
    log.warn("streams_not_forgotten", { sourceId, error: String(failure) });
  }
}
