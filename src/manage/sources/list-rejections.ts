import { toIso } from "../../platform/clock.ts";
import { listRejections as readRejections, type Rejection } from "../../record/rejections.sql.ts";
import type { Source } from "../../record/sources.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { RejectionView } from "./rejection.schema.ts";

/** What a source has refused lately, newest first. */
export async function listRejections(
  deps: { db: D1Database },
  source: Source,
  query: PageQuery,
): Promise<PageView<RejectionView>> {
  const page = await readRejections(deps.db, source.id, openPage("rejections", query));
  return viewPage("rejections", page, viewRejection);
}

function viewRejection(rejection: Rejection): RejectionView {
  const { at, bodyBytes, bodyHead, headers, ...rest } = rejection;
  return {
    ...rest,
    at: toIso(at),
    headers: { ...headers },
    ...(bodyBytes !== null && { bodyBytes }),
    ...(bodyHead !== null && { bodyHead }),
  };
}
