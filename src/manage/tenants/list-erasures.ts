import { toIso } from "../../platform/clock.ts";
import {
  countLeft,
  type Erasure,
  type Left,
  listErasures as readErasures,
} from "../../record/erasures.sql.ts";
import { askDatabases } from "../ask-databases.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { ErasureView } from "./erasure.schema.ts";

/** The deletions of tenants that are not over, those asked for last first, with what is left of each. */
export async function listErasures(
  deps: Pick<ManageDeps, "db" | "records" | "log">,
  query: PageQuery,
): Promise<PageView<ErasureView>> {
  const page = await readErasures(deps.db, openPage("erasures", query));
  const left = await countAll(deps, page.items);
  return viewPage("erasures", page, (erasure) => viewErasure(erasure, left.get(erasure.tenantId)));
}

async function countAll(
  deps: Pick<ManageDeps, "records" | "log">,
  erasures: readonly Erasure[],
): Promise<Map<string, Left>> {
  const byPlace = Map.groupBy(erasures, ({ recordDatabase }) => recordDatabase);
  const answers = await askDatabases(deps, async ({ db, recordDatabase }) => {
    const ids = (byPlace.get(recordDatabase) ?? []).map(({ tenantId }) => tenantId);
    return ids.length === 0 ? new Map<string, Left>() : countLeft(db, ids);
  });
  return new Map(answers.flatMap(({ answer }) => [...(answer ?? [])]));
}

function viewErasure({ tenantId, since }: Erasure, left: Left | undefined): ErasureView {
  return {
    tenantId,
    since: toIso(since),
    events: left?.events ?? null,
    attempts: left?.attempts ?? null,
    oldestEventAt: isoOrNull(left?.oldestEventAt),
    oldestAttemptAt: isoOrNull(left?.oldestAttemptAt),
  };
}

function isoOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : toIso(at);
}
