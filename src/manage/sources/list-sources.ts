import { listSecrets } from "../../record/source-secrets.sql.ts";
import { listSources as readSources, type Source } from "../../record/sources.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { SourceView } from "./source.schema.ts";
import { viewSource } from "./view-source.ts";

type ListDeps = Pick<ManageDeps, "db" | "clock">;

/** Newest first. */
export async function listSources(
  deps: ListDeps,
  query: PageQuery,
  origin: string,
): Promise<PageView<SourceView>> {
  const page = await readSources(deps.db, openPage("sources", query));
  const ids = page.items.map((source) => source.id);
  const secrets = await listSecrets(deps.db, ids, deps.clock.now());
  return viewPage("sources", page, (source) => viewSource(source, { origin, secrets }));
}

export async function showSource(deps: ListDeps, source: Source, origin: string): Promise<SourceView> {
  const secrets = await listSecrets(deps.db, [source.id], deps.clock.now());
  return viewSource(source, { origin, secrets });
}
