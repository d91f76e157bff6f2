import { toIso } from "../../platform/clock.ts";
import { VERSION } from "../../platform/version.ts";
import { listStatuses, type PlacedStatus, projectionLagMs } from "../../record/coordinator-status.sql.ts";
import { mergePages } from "../../record/merge-pages.ts";
import { DIRECTORY_BINDING } from "../../record/record-databases.ts";
import { countByDatabase } from "../../record/tenants.sql.ts";
import { askDatabases, given } from "../ask-databases.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import { askForOverall, type DatabaseSize } from "./ask-for-overall.ts";
import type { CoordinatorView, DatabaseView, SystemView } from "./statistics.schema.ts";

type SystemDeps = Pick<ManageDeps, "db" | "records" | "log">;

/** How the router as a whole stands, as its coordinators last told: a minute ago at most while they work. */
export async function showSystem(deps: SystemDeps): Promise<SystemView> {
  const [{ overall, databases }, counted] = await Promise.all([
    askForOverall(deps),
    countByDatabase(deps.db),
  ]);
  const { oldestUndeliveredAt, counts: _, ...standing } = overall;
  const tenants = new Map(
    counted.map(({ recordDatabase, tenants: number }) => [recordDatabase ?? DIRECTORY_BINDING, number]),
  );
  return {
    version: VERSION,
    ...standing,
    oldestUndeliveredAt: isoOrNull(oldestUndeliveredAt),
    databases: viewDatabases(databases, tenants),
  };
}

/** Also those that hold tenants and are not there. */
function viewDatabases(known: readonly DatabaseSize[], tenants: ReadonlyMap<string, number>): DatabaseView[] {
  const names = new Set(known.map(({ binding }) => binding));
  const missing = [...tenants.keys()].filter((name) => !names.has(name));
  return [...known, ...missing.map((binding) => ({ binding, bytes: null }))].map(({ binding, bytes }) => ({
    binding,
    bytes,
    tenants: tenants.get(binding) ?? 0,
  }));
}

/**
 * Every coordinator that has told something, the newest tenant's first. Those of a database that is away are left
 * out. @throws Problem `cursor_invalid`
 */
export async function listCoordinators(
  deps: SystemDeps,
  query: PageQuery,
): Promise<PageView<CoordinatorView>> {
  const page = openPage("coordinators", query);
  const pages = await askDatabases(deps, ({ db }) => listStatuses(db, page));
  const merged = mergePages(given(pages), page.limit, {
    compare: inOrder,
    keyOf: ({ tenantId, partition }) => [tenantId, String(partition)],
  });
  return viewPage("coordinators", merged, (status) => ({
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

function inOrder(one: PlacedStatus, other: PlacedStatus): number {
  if (one.tenantId === other.tenantId) return one.partition - other.partition;
  return one.tenantId > other.tenantId ? -1 : 1;
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
