import { Problem } from "../../platform/problem.ts";
import { findSource, type Source } from "../../record/sources.sql.ts";

/** The source that a path names by id or uid. @throws Problem `not_found` */
export async function sourceOf(deps: { db: D1Database }, idOrUid: string): Promise<Source> {
  const source = await findSource(deps.db, idOrUid);
  if (source) return source;
  throw new Problem("not_found", "There is no source with this id or uid.");
}
