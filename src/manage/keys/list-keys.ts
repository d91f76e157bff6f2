import { listKeys as readKeys } from "../../record/keys.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { KeyView } from "./key.schema.ts";
import { viewKey } from "./view-key.ts";

/** Newest first. */
export async function listKeys(
  deps: { db: D1Database },
  tenantId: string,
  query: PageQuery,
): Promise<PageView<KeyView>> {
  return viewPage("keys", await readKeys(deps.db, tenantId, openPage("keys", query)), viewKey);
}
