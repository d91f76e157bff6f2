import { toIso } from "../../platform/clock.ts";
import { type Erasure, listErasures as readErasures } from "../../record/erasures.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { ErasureView } from "./erasure.schema.ts";

/** The deletions of tenants that are not over, those asked for last first. */
export async function listErasures(
  deps: { db: D1Database },
  query: PageQuery,
): Promise<PageView<ErasureView>> {
  const page = await readErasures(deps.db, openPage("erasures", query));
  return viewPage("erasures", page, viewErasure);
}

function viewErasure({ since, oldestEventAt, oldestAttemptAt, ...counts }: Erasure): ErasureView {
  return {
    ...counts,
    since: toIso(since),
    oldestEventAt: oldestEventAt === null ? null : toIso(oldestEventAt),
    oldestAttemptAt: oldestAttemptAt === null ? null : toIso(oldestAttemptAt),
  };
}
