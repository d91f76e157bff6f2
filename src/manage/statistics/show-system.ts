import { toIso } from "../../platform/clock.ts";
import { VERSION } from "../../platform/version.ts";
import { listStatuses, projectionLagMs, readOverall } from "../../record/coordinator-status.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { CoordinatorView, SystemView } from "./statistics.schema.ts";

/** How the router as a whole stands, as its coordinators last told: a minute ago at most while they work. */
export async function showSystem(deps: Pick<ManageDeps, "db">): Promise<SystemView> {
  const { oldestUndeliveredAt, counts: _, ...standing } = await readOverall(deps.db);
  return { version: VERSION, ...standing, oldestUndeliveredAt: isoOrNull(oldestUndeliveredAt) };
}

/** Every coordinator that has told something, the newest tenant's first. @throws Problem `cursor_invalid` */
export async function listCoordinators(
  deps: Pick<ManageDeps, "db">,
  page: PageQuery,
): Promise<PageView<CoordinatorView>> {
  const statuses = await listStatuses(deps.db, openPage("coordinators", page));
  return viewPage("coordinators", statuses, (status) => ({
    tenantId: status.tenantId,
    partition: status.partition,
    reportedAt: toIso(status.at),
    openEvents: status.openEvents,
    oldestUndeliveredAt: isoOrNull(status.oldestUndeliveredAt),
    openBreakers: status.openBreakers,
    unrecorded: status.unrecorded,
    projectionLagMs: projectionLagMs(status),
  }));
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
